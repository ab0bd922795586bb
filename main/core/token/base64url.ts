import { withoutEnd } from './textEdges.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NOT_A_DIGIT = 255;

/** Value of each ASCII character as a digit. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = ALPHABET.indexOf(String.fromCharCode(code));
  return value === -1 ? NOT_A_DIGIT : value;
});

/** Why a text is not base64url (RFC 4648 §5, without padding as RFC 7515 §2 wants it). Positions count from 1. */
export type Base64urlProblem =
  | { kind: 'plain-base64'; characters: string; position: number }
  | { kind: 'foreign-character'; character: string; position: number }
  | { kind: 'cut' }
  | { kind: 'unused-bits' };

export interface Base64urlReading {
  /** Absent when the text cannot be decoded even leniently. */
  bytes?: Uint8Array;
  problem?: Base64urlProblem;
}

function decodeStrict(text: string): Base64urlReading {
  // One digit of four holds six bits, which is not a byte.
  if (text.length % 4 === 1) return { bytes: decodeDigits(text.slice(0, -1)), problem: { kind: 'cut' } };
  const bytes = decodeDigits(text);
  const spareBits = (text.length * 6) % 8;
  const last = digits[text.charCodeAt(text.length - 1)] ?? 0;
  const spare = last & ((1 << spareBits) - 1);
  return spare === 0 ? { bytes } : { bytes, problem: { kind: 'unused-bits' } };
}

function decodeDigits(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    buffer = ((buffer << 6) | (digits[text.charCodeAt(index)] ?? 0)) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (buffer >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

function firstForeign(text: string): { character: string; position: number } | undefined {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127 || digits[code] === NOT_A_DIGIT) {
      return { character: String.fromCodePoint(text.codePointAt(index) ?? code), position: index + 1 };
    }
  }
  return undefined;
}

/** Decodes what can be decoded and names the first fault, so that a damaged part can still be shown. */
export function readBase64url(text: string): Base64urlReading {
  const asUrl = withoutEnd(text, '=').replaceAll('+', '-').replaceAll('/', '_');
  const foreign = firstForeign(asUrl);
  if (foreign !== undefined) return { problem: { kind: 'foreign-character', ...foreign } };
  const reading = decodeStrict(asUrl);
  if (asUrl === text) return reading;
  const characters = ['+', '/', '='].filter((character) => text.includes(character)).join(' ');
  return { ...reading, problem: { kind: 'plain-base64', characters, position: text.search(/[+/=]/) + 1 } };
}
