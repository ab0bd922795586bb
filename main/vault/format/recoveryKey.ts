import { createHash } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import { bytesOf, randomSecret } from './bytes.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_LENGTH = 20;
const CHECK_LENGTH = 4;
const GROUP_LENGTH = 6;

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31);
    held &= 31;
  }
  return text;
}

function fromBase32(text: string): Buffer | undefined {
  const bytes = bytesOf((text.length * 5) >> 3);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
    held &= 255;
  }
  return bytes;
}

/** Four letters (20 bits) so that a typing error is told apart from a key of another vault. */
function checksum(key: Uint8Array): string {
  const digest = createHash('sha256').update('OAVAULT recovery').update(key).digest();
  return toBase32(digest.subarray(0, 5)).slice(0, CHECK_LENGTH);
}

/** 160 bits as Crockford base32 with a checksum, in six groups of six. */
export function writeRecoveryKey(key: Uint8Array): string {
  const letters = toBase32(key) + checksum(key);
  return (letters.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? []).join('-');
}

/**
 * Case, spaces and hyphens do not matter, and O, I, L are read as 0, 1, 1.
 * @throws Failure `input.invalid` when it was mistyped.
 */
export function readRecoveryKey(text: string): Buffer {
  const letters = text
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const key = letters.length === 32 + CHECK_LENGTH ? fromBase32(letters.slice(0, 32)) : undefined;
  if (key === undefined || checksum(key) !== letters.slice(32)) {
    throw new Failure(
      'input.invalid',
      'The recovery key has a typing error. It is six groups of six letters and digits; check it against your printout.',
      { field: 'recoveryKey' },
    );
  }
  return key;
}

export function makeRecoveryKey(): Buffer {
  return randomSecret(KEY_LENGTH);
}
