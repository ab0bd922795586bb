import type { Evidence } from '#contract/diagnosis.ts';

const LONGEST_QUOTE = 300;

/** A quote of one line and readable length. */
export function evidence(where: string, quote: string): Evidence {
  const line = quote.replace(/\s+/g, ' ').trim();
  return { where, quote: line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line };
}
