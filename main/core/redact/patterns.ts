import { MASKS } from './treatment.ts';
import type { Treatment } from './treatment.ts';

/*
 * Every expression here runs over hostile replies, so none may take more than linear time: a run of word characters is entered only
 * at its beginning (the look-behinds), and what is between two marks excludes the opening mark.
 */

const PRIVATE_KEY =
  /-----BEGIN[A-Z0-9 +%]{0,40}PRIVATE(?: |\+|%20)KEY-----[\s\S]*?(?:-----END[A-Z0-9 +%]{0,40}KEY-----|$)/g;

/** After a boundary, a percent-encoded character or an escape of JSON: `token%3DeyJ...`, `\neyJ...`. */
const JOSE = /(?:(?<![\w-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])|(?<=\\u[0-9A-Fa-f]{4}))eyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g;

/** `Basic realm="x"` is a challenge, and `Bearer authentication required` is prose: neither is a credential. */
const SCHEME = /\b(basic|bearer|dpop)( {1,4}|%20|\+)(?![\w-]+=["\w])([A-Za-z0-9._~+/%-]{8,}={0,2})/gi;

const PAIR = /(?<![\w.-])([A-Za-z][\w.-]{1,60})(["']?\s{0,3}[:=]\s{0,3}["']?)((?:⟦[^⟦⟧]{0,90}⟧|[^\s"'&;,<>⟦])+)/g;

function looksLikeCredential(value: string): boolean {
  return /\d/.test(value) || value.length >= 24;
}

/** `password: must not be empty` is prose, `password: hunter2` is not. */
function isProse(separator: string, value: string): boolean {
  return !separator.includes('=') && /^[A-Za-z.!]*$/.test(value);
}

/** Removes what is recognisably a credential: private keys, JOSE tokens, credentials after `Basic` or `Bearer`. */
export function redactPatterns(text: string, { named }: Treatment = MASKS): string {
  let output = text;
  if (output.includes('PRIVATE')) output = output.replace(PRIVATE_KEY, (key) => named('private key', key));
  if (output.includes('eyJ')) output = output.replace(JOSE, (token) => named('token', token));
  return output.replace(SCHEME, (whole: string, scheme: string, gap: string, value: string) =>
    looksLikeCredential(value) ? `${scheme}${gap}${named('credentials', value)}` : whole,
  );
}

/** Removes the values of pairs such as `client_secret=...` in text of no known form. */
export function redactPairs(text: string, { isSecret, named }: Treatment = MASKS): string {
  return text.replace(PAIR, (whole: string, name: string, separator: string, value: string) =>
    isSecret(name, value) && !isProse(separator, value) ? `${name}${separator}${named(name, value)}` : whole,
  );
}
