import { Failure } from '../core/failure.ts';

type Field = 'text' | 'passphrase' | 'certificate';

/** What was given is no key or certificate that can be read. */
export function notAKey(sentence: string, cause?: unknown, field: Field = 'text'): Failure {
  return new Failure('input.key-format', sentence, { field, cause });
}

export function wrongPassphrase(cause?: unknown): Failure {
  const sentence = 'The passphrase does not open this key. Mind capitals, and spaces at the end.';
  return new Failure('input.key-passphrase', sentence, { field: 'passphrase', cause });
}

export function unsupportedKey(sentence: string, cause?: unknown): Failure {
  return new Failure('input.key-unsupported', sentence, { field: 'text', cause });
}
