import type { CaseDocument } from '#contract/caseFile.ts';
import { Failure } from '../failure.ts';
import { createValueScanner } from '../redact/valueScanner.ts';
import type { KnownSecret } from './pseudonyms.ts';
import { textsIn } from './texts.ts';

/** A shorter value is a word of the file itself too often; it is searched for in what came from outside alone. */
const LONG = 8;
const LABEL = /⟦[^⟦⟧]{1,90}⟧/g;

/**
 * The last look before a case file is written: every secret in every encoding that the redactor knows, in the whole file. Throws
 * `input.secret-found`, which names what kind of secret it is and never the secret.
 */
export function requireNoSecret(html: string, document: CaseDocument, known: readonly KnownSecret[]): void {
  const names = new Map(known.map(({ name, value }) => [value, name]));
  let found: string | undefined;
  const note = { known: (value: string) => (found ??= names.get(value) ?? 'secret') };
  const [long, short] = [
    known.filter(({ value }) => value.trim().length >= LONG),
    known.filter(({ value }) => value.trim().length < LONG),
  ].map((secrets) => secrets.map(({ value }) => value));
  createValueScanner(long ?? [], note)(html);
  const scanShort = createValueScanner(short ?? [], note);
  for (const text of textsIn(document)) scanShort(text.replace(LABEL, '\n'));
  if (found === undefined) return;
  throw new Failure(
    'input.secret-found',
    `The case file would hold a secret (${found.replaceAll('_', ' ')}), so it was not made. Leave out a part of it, the note first, and try again.`,
    { details: { kind: found } },
  );
}
