import { randomBytes } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { JsonValue } from '../core/records.ts';
import { bytesOf, fromBase64url, seal, toBase64url, unseal, wipe } from './format/bytes.ts';
import { tampered } from './failures.ts';
import { FORMAT_VERSION } from './format/head.ts';
import type { VaultKeys } from './format/keys.ts';

const PADDING_STEP = 64;

/** Sizes would otherwise tell a client secret from a password. 0x80 then zeros, as ISO/IEC 7816-4. */
function pad(plain: Uint8Array): Buffer {
  const padded = bytesOf(Math.ceil((plain.length + 1) / PADDING_STEP) * PADDING_STEP);
  padded.set(plain);
  padded[plain.length] = 0x80;
  return padded;
}

function unpad(padded: Buffer): Buffer | undefined {
  const end = padded.lastIndexOf(0x80);
  const blank = end >= 0 && padded.subarray(end + 1).every((byte) => byte === 0);
  return blank && padded.length % PADDING_STEP === 0 ? padded.subarray(0, end) : undefined;
}

/** Where a sealed text belongs. All of it is bound to the text, so that nothing can be moved, retyped or replayed. */
export type Address = { kind: 'rec'; id: string; type: string; rev: number } | { kind: 'overview'; rev: number };

function bindingOf(address: Address, vaultId: Buffer): string {
  const vid = toBase64url(vaultId);
  return address.kind === 'rec'
    ? JSON.stringify(['rec', FORMAT_VERSION, vid, address.id, address.type, address.rev])
    : JSON.stringify(['overview', FORMAT_VERSION, vid, address.rev]);
}

function purposeOf(address: Address): string {
  return address.kind === 'rec' ? `rec/${address.id}` : 'overview';
}

export interface Sealed {
  n: string;
  d: string;
}

export function openText(keys: VaultKeys, address: Address, { n, d }: Sealed): Buffer {
  const nonce = fromBase64url(n);
  const sealed = fromBase64url(d);
  const key = nonce?.length === 16 ? keys.sealingKey(purposeOf(address), nonce) : undefined;
  const padded = key && sealed && unseal(key, sealed, bindingOf(address, keys.vaultId));
  wipe(key);
  const plain = padded && unpad(padded);
  if (!plain)
    throw tampered(address.kind === 'rec' ? 'an entry does not decrypt' : 'its list of entries does not decrypt');
  return plain;
}

export function sealText(keys: VaultKeys, address: Address, text: string): Sealed {
  const plain = Buffer.from(text, 'utf8');
  const padded = pad(plain);
  const nonce = randomBytes(16);
  const key = keys.sealingKey(purposeOf(address), nonce);
  const sealed = { n: toBase64url(nonce), d: toBase64url(seal(key, padded, bindingOf(address, keys.vaultId))) };
  // Opened again before anything relies on it: a fault of memory or code shows now, not when the secret is needed.
  const proof = openText(keys, address, sealed);
  if (!proof.equals(plain)) throw new Failure('bug', 'A sealed entry did not open to what was sealed.');
  wipe(plain, padded, proof, key);
  return sealed;
}

/** JSON text of a value that survives the way through JSON, as every `JsonValue` does except `__proto__` tricks and NaN. */
export function jsonText(value: JsonValue): string {
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') throw new Failure('bug', 'Only JSON values can be kept in the vault.');
  return text;
}
