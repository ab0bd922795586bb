import { isSecretName, isSecretParameter } from '../../redact/names.ts';
import type { Pasted } from './pasted.ts';

/** A shorter value would blot out words; under its name it is replaced all the same. */
const SHORTEST = 6;
const EDGE = 100_000;
const MEMBER = /["']([A-Za-z][\w.-]{1,60})\\?["']\s{0,5}(?::|=>)\s{0,5}\\?"((?:[^"\\]|\\[^"]){1,8000})/g;
const PARAMETER = /(?<![\w.-])([A-Za-z][\w.-]{1,60})=([^&\s"'<>;]{1,8000})/g;
const HEADER = /^[<>*\s-]{0,8}([A-Za-z][\w-]{1,40}):[ \t]*(\S[^\n]{0,8000})$/gm;
const ELEMENT = /<(?:[\w-]{1,20}:)?(\w{1,40})(?:\s[^<>]{0,300})?>([^<>\s][^<>]{0,8000})<\//g;

/** Every value in what was pasted that is secret by its name, so that it is replaced wherever it stands, echoes included. */
export function secretsIn({ request, reply, rest, token }: Pasted): string[] {
  const pieces = [request?.url ?? '', request?.body ?? '', reply?.body ?? '', rest];
  const found = new Set<string>(token === undefined ? [] : [token]);
  for (const piece of pieces) collect(edgesOf(piece), found);
  for (const [name, value] of [...(request?.headers ?? []), ...(reply?.headers ?? [])]) {
    addHeader(name, value, found);
    collect(value, found);
  }
  return [...found].filter((value) => value.trim().length >= SHORTEST);
}

/** What is shown of a long text stands in its words, and those are mostly of its edges; all of it would take too long. */
const edgesOf = (piece: string): string =>
  piece.length <= 2 * EDGE ? piece : `${piece.slice(0, EDGE)}\n${piece.slice(-EDGE)}`;

function collect(piece: string, found: Set<string>): void {
  for (const [, name = '', value = ''] of piece.matchAll(MEMBER))
    if (isSecretName(name, value) && !isErrorCode(name, value)) found.add(value);
  for (const [, name = '', value = ''] of piece.matchAll(PARAMETER)) {
    if (isSecretParameter(name, value) && !isErrorCode(name, value)) found.add(value).add(decoded(value));
  }
  for (const [, name = '', value = ''] of piece.matchAll(HEADER))
    if (isSecretName(name, value)) addHeader(name, value, found);
  for (const [, name = '', value = ''] of piece.matchAll(ELEMENT))
    if (isSecretName(name, value)) found.add(value.trim());
}

/** `code=700027` and `"code":"NotAuthorizedOrNotFound"` name an error; a code of OAuth is longer or has digits among its letters. */
const isErrorCode = (name: string, value: string): boolean =>
  /^code$/i.test(name) && (value.length < 12 || /^[A-Za-z_.-]+$/.test(value));

function addHeader(name: string, value: string, found: Set<string>): void {
  if (!isSecretName(name, value)) return;
  const [scheme = '', ...credentials] = value.split(/\s+/);
  const credential = credentials.join(' ');
  // A cookie's pairs, and credentials after their scheme; the word `Bearer` alone is none.
  for (const pair of /cookie/i.test(name) ? value.split(/;\s*/) : []) found.add(pair.slice(pair.indexOf('=') + 1));
  if (credential !== '') found.add(credential);
  else if (!/^(?:bearer|basic)$/i.test(scheme)) found.add(scheme);
  if (/^basic$/i.test(scheme)) found.add(userInfoOf(credential).replace(/^[^:]*:/, ''));
}

/** The user name and password of Basic credentials; empty for what is no base64. */
export function userInfoOf(credentials: string): string {
  const bare = credentials.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(bare) && bare.length % 4 !== 1 ? atob(bare) : '';
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch (cause) {
    if (cause instanceof URIError) return value;
    throw cause;
  }
}
