import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Not from Buffer's shared pool, so that wiping it wipes all of it and nothing else. */
export function bytesOf(length: number): Buffer {
  return Buffer.alloc(length);
}

export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Undefined unless `text` is the one canonical spelling (RFC 4648 §3.5) of its bytes. */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** HKDF-SHA256 (RFC 5869). */
export function hkdf(key: Uint8Array, salt: Uint8Array, info: string, length = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, length));
}

export function wipe(...secrets: (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
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
