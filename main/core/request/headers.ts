import type { Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';

/** A token in the sense of RFC 9110 §5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible characters, blanks and tabs, and the upper half of Latin-1 that old servers take, RFC 9110 §5.5. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** These say how the message is framed and how the connection is kept, which two hands must not decide. */
const OF_THE_TRANSPORT = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const ONCE = new Set(['authorization', 'content-type', 'host', 'soapaction', 'user-agent']);

function refuse(sentence: string, index: number): Failure {
  return new Failure('input.invalid', sentence, { field: `request.headers.${index}` });
}

/** The typed headers as they can be sent; lines left empty are left out. Throws `input.invalid` with the line in its field. */
export function readHeaders(typed: readonly Header[]): Header[] {
  const seen = new Set<string>();
  return typed.flatMap(([givenName, givenValue], index): Header[] => {
    const name = givenName.trim().replace(/:$/, '');
    const value = givenValue.trim();
    const lower = name.toLowerCase();
    if (name === '' && value === '') return [];
    if (name === '') throw refuse('Give the header a name.', index);
    if (!NAME.test(name)) throw refuse('The name of a header has no blanks and no special characters.', index);
    if (!VALUE.test(value)) {
      throw refuse(`The value of ${name} holds a line break or a character that a header cannot carry.`, index);
    }
    if (OF_THE_TRANSPORT.has(lower)) throw refuse(`${name} is set by Grantsmith itself. Take this line out.`, index);
    if (ONCE.has(lower) && seen.has(lower)) throw refuse(`${name} stands here twice. Take one line out.`, index);
    seen.add(lower);
    return [[name, value]];
  });
}

export function hasHeader(headers: readonly Header[], wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted);
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The type of a body that was typed without one: servers refuse a body without a type, or guess worse. */
export function guessContentType(body: string): string {
  if (isJson(body)) return 'application/json';
  if (/^\s*</.test(body)) return 'text/xml; charset=utf-8';
  return 'text/plain; charset=utf-8';
}
