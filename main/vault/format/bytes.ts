import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomFillSync } from 'node:crypto';

/**
 * Zeros of their own: not from Buffer's shared pool, so that wiping them wipes all of it and nothing else, and not among V8's objects,
 * where `Buffer.alloc` puts what is short and where each collection of garbage leaves a copy behind.
 */
export function bytesOf(length: number): Buffer {
  return Buffer.from(new ArrayBuffer(length));
}

/** Random bytes that can be wiped, for keys. */
export function randomSecret(length: number): Buffer {
  return randomFillSync(bytesOf(length));
}

export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Undefined unless `text` is the one canonical spelling (RFC 4648 §3.5) of its bytes. */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

export function wipe(...secrets: (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}

/**
 * HKDF-SHA256 (RFC 5869), at most 32 bytes. Made of two HMACs because `hkdfSync` takes a copy of the key into a KeyObject, which stays in
 * memory after a lock for as long as no garbage is collected; an HMAC is wiped when it ends.
 */
export function hkdf(key: Uint8Array, salt: Uint8Array, info: string, length: 16 | 32 = 32): Buffer {
  const extracted = createHmac('sha256', salt).update(key).digest();
  const expanded = createHmac('sha256', extracted).update(info, 'utf8').update(Uint8Array.of(1)).digest();
  const derived = bytesOf(length);
  derived.set(expanded.subarray(0, length));
  wipe(extracted, expanded);
  return derived;
}

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** AES-256-GCM; the result is iv | ciphertext | tag. */
export function seal(key: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when the key, the AAD or a single bit is not that of the sealing. */
export function unseal(key: Uint8Array, sealed: Buffer, aad: string): Buffer | undefined {
  if (sealed.length < IV_LENGTH + TAG_LENGTH) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_LENGTH), { authTagLength: TAG_LENGTH });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH));
  const plain = decipher.update(sealed.subarray(IV_LENGTH, sealed.length - TAG_LENGTH));
  try {
    decipher.final();
    return plain;
  } catch {
    // node:crypto reports a failed tag only by throwing; the caller knows what a refusal means here.
    wipe(plain);
    return undefined;
  }
}
