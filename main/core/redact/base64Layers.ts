import { unescapeOnce, type Unescaped } from './unescape.ts';

/** A character of base64 or base64url (RFC 4648 §4, §5), or their padding. */
const BASE64 = /[A-Za-z0-9+/_=-]/;

/** Breaks inside base64, as mail (RFC 2045 §6.8) and PEM write it; what ends a line of prose is hardly so long. */
const LINE_BREAKS = /\r?\n(?<=[A-Za-z0-9+/_-]{16}\r?\n)[ \t]{0,32}(?=[A-Za-z0-9+/_=-])/g;

/** The text with base64 of several lines put into one; undefined when there is none. Linear in the text. */
export function joinLines(text: string): Unescaped | undefined {
  return text.includes('\n') ? unescapeOnce(LINE_BREAKS, text) : undefined;
}

/** The run of base64 that the place lies in: the characters at its ends carry bits of what was encoded, too. */
export function grownToRun(text: string, from: number, to: number): { from: number; to: number } {
  let [start, end] = [from, to];
  while (start > 0 && BASE64.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && BASE64.test(text.charAt(end))) end += 1;
  return { from: start, to: end };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS = new Uint8Array(0x10000);
for (const [value, char] of [...ALPHABET.split(''), '-', '_'].entries()) {
  SEXTETS[char.charCodeAt(0)] = value < 64 ? value : value - 2;
}

/** What encoded text consists of, line breaks included. */
const IS_ENCODED = new Uint8Array(0x100);
for (const char of `${ALPHABET}-_= \t\r\n`) IS_ENCODED[char.charCodeAt(0)] = 1;

/** The six bits of each character, none for what is not base64, and room for the rest of the last group. */
function sextetsOf(text: string): Uint8Array {
  const sextets = new Uint8Array(text.length + 3);
  for (let at = 0; at < text.length; at += 1) sextets[at] = SEXTETS[text.charCodeAt(at)] ?? 0;
  return sextets;
}

function bytesOf(sextets: Uint8Array, offset: number): Uint8Array {
  const bytes = new Uint8Array(Math.floor((sextets.length - offset) / 4) * 3);
  for (let from = offset, to = 0; to < bytes.length; from += 4, to += 3) {
    const [a, b, c, d] = [sextets[from] ?? 0, sextets[from + 1] ?? 0, sextets[from + 2] ?? 0, sextets[from + 3] ?? 0];
    bytes[to] = (a << 2) | (b >> 4);
    bytes[to + 1] = (b << 4) | (c >> 2);
    bytes[to + 2] = (c << 6) | d;
  }
  return bytes;
}

/** Where the bytes are encoded text for a while. */
function encodedRuns(bytes: Uint8Array, shortest: number): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && IS_ENCODED[bytes[at] ?? 0] === 1) continue;
    if (at - from >= shortest) runs.push([from, at]);
    from = at + 1;
  }
  return runs;
}

export interface Decoded {
  text: string;
  /** Where the base64 character stands that holds the bit at which this character begins. */
  startOf: (at: number) => number;
}

/**
 * Encoded text inside base64. The text is read as if all of it were base64, once for each of the four places at which a group may
 * begin: base64 that stands anywhere comes out whole in one of them. The rest is noise, of which few runs are `shortest` or longer.
 */
export function* encodedInside(text: string, shortest: number): Generator<Decoded> {
  const sextets = sextetsOf(text);
  const decoder = new TextDecoder();
  for (const offset of [0, 1, 2, 3]) {
    const bytes = bytesOf(sextets, offset);
    for (const [from, to] of encodedRuns(bytes, shortest)) {
      yield {
        text: decoder.decode(bytes.subarray(from, to)),
        startOf: (at) => offset + Math.floor(((from + at) * 4) / 3),
      };
    }
  }
}
