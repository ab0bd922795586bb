import { decodeJwt } from 'jose';
import { Failure } from '../../failure.ts';
import type { ErrorCode } from '#contract/result.ts';
import type { Now } from '../../http.ts';

const FIELD = 'connection.grant.assertion';
/** Times in seconds stay below this for three thousand years; times in milliseconds passed it in 1973. */
const MILLISECONDS_FROM = 100_000_000_000;
/** More than any server forgives, RFC 7519 §4.1.4: a difference that cannot be an accident of two clocks. */
const LEEWAY_SECONDS = 300;

function wrong(code: ErrorCode, sentence: string, cause?: unknown): Failure {
  return new Failure(code, sentence, { field: FIELD, cause });
}

/** A pasted JWT assertion as it is to be sent. Throws `input.assertion-*` for one that no server can accept. */
export function checkJwtAssertion(pasted: string, now: Now): string {
  const token = pasted.replace(/^\s*bearer\s+/i, '').replace(/[\s"']/g, '');
  const parts = token.split('.').length;
  // Five parts are an encrypted assertion, which only the server can look into.
  if (parts === 5) return token;
  if (parts !== 3) {
    throw wrong('input.assertion-format', 'An assertion of this grant is a JWT: three parts with a dot between them.');
  }
  checkTimes(claimsOf(token), now);
  return token;
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch (cause) {
    throw wrong('input.assertion-format', 'This JWT is damaged: its second part is no JSON. Copy it again.', cause);
  }
}

function checkTimes(claims: Record<string, unknown>, now: Now): void {
  const seconds = Math.floor(now() / 1000);
  for (const name of ['exp', 'iat', 'nbf']) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') throw times(name, 'text, in quotes');
    if (value >= MILLISECONDS_FROM) throw times(name, 'milliseconds');
  }
  const { exp, iat, nbf } = claims;
  if (typeof exp === 'number' && exp + LEEWAY_SECONDS <= seconds) {
    throw wrong('input.assertion-expired', `The assertion expired on ${moment(exp)}. Paste a fresh one.`);
  }
  const start = Math.max(typeof nbf === 'number' ? nbf : 0, typeof iat === 'number' ? iat : 0);
  if (start > seconds + LEEWAY_SECONDS) throw tooEarly(start);
}

function times(name: string, form: string): Failure {
  return wrong(
    'input.assertion-times',
    `The assertion has its ${name} in ${form}. It has to be a number of seconds, so the server will refuse it: sign it anew.`,
  );
}

function tooEarly(start: number): Failure {
  return wrong(
    'input.assertion-too-early',
    `The assertion begins to be valid on ${moment(start)}, which is later than this machine’s clock. Compare the two clocks.`,
  );
}

function moment(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? 'a day out of range'
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A SAML 2.0 assertion as base64url, RFC 7522 §2.1, from XML or any base64 of it. Throws `input.assertion-*`. */
export function encodeSamlAssertion(pasted: string, now: Now): string {
  const xml = xmlOf(pasted.trim());
  const root = /<(?:[\w.-]+:)?(\w+)/.exec(xml.replace(/<\?[^>]*>|<!--.*?-->/gs, ''))?.[1];
  if (root === 'Response') {
    throw wrong(
      'input.assertion-format',
      'This is a whole SAML response. Paste only the Assertion element inside it, with its signature.',
    );
  }
  if (root !== 'Assertion' && root !== 'EncryptedAssertion') {
    throw wrong('input.assertion-format', 'This is no SAML assertion: its root element has to be Assertion.');
  }
  checkConditions(xml, now);
  return base64url(new TextEncoder().encode(xml));
}

function xmlOf(text: string): string {
  if (text.startsWith('<')) return text;
  const plain = /%[0-9a-f]{2}/i.test(text) ? percentDecoded(text) : text;
  if (plain.startsWith('<')) return plain;
  const base64 = plain.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw wrong('input.assertion-format', 'A SAML assertion is XML, or XML in base64. This is neither.', cause);
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw wrong('input.assertion-format', 'The assertion is percent-encoded and damaged. Copy it again.', cause);
  }
}

/** SAML core §2.5.1: the validity of the whole assertion. */
function checkConditions(xml: string, now: Now): void {
  const tag = /<(?:[\w.-]+:)?Conditions\b([^>]*)>/.exec(xml)?.[1] ?? '';
  const time = (name: string): number =>
    Date.parse(new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '');
  const end = time('NotOnOrAfter') / 1000;
  const start = time('NotBefore') / 1000;
  const seconds = now() / 1000;
  if (end + LEEWAY_SECONDS <= seconds) {
    throw wrong('input.assertion-expired', `The assertion expired on ${moment(end)}. Paste a fresh one.`);
  }
  if (start > seconds + LEEWAY_SECONDS) throw tooEarly(start);
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
