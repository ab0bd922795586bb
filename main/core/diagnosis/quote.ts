import type { Evidence } from '#contract/diagnosis.ts';

const LONGEST_QUOTE = 300;
/** Shorter values are too common in ordinary words to be cut out of them. */
const SHORTEST_SECRET = 4;

/** The text with each secret replaced, in the forms in which a server may echo it: as it is, percent-encoded, in base64. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text);
}

function formsOf(secret: string): string[] {
  const encoded = new URLSearchParams([['', secret]]).toString().slice(1);
  return [secret, encoded, encoded.replaceAll('+', '%20'), JSON.stringify(secret).slice(1, -1)];
}

/** A quote of one line and readable length. */
export function evidence(where: string, quote: string): Evidence {
  const line = quote.replace(/\s+/g, ' ').trim();
  return { where, quote: line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line };
}
