import type { Evidence } from '#contract/diagnosis.ts';
import { createValueScanner } from '../redact/valueScanner.ts';

const LONGEST_QUOTE = 300;

/** The text with each secret masked, in every form in which a server may echo it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return createValueScanner(secrets)(text);
}

/** A quote of one line and readable length. */
export function evidence(where: string, quote: string): Evidence {
  const line = quote.replace(/\s+/g, ' ').trim();
  return { where, quote: line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line };
}
