import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { bytesOf, hkdf, randomSecret, wipe } from './bytes.ts';
import { locked } from '../failures.ts';

/** HMAC-SHA256 of a file's checksum; good for one call. */
export type SealSum = (sum: Uint8Array) => Buffer;

/** The keys of one open vault. Everything here is zero after `wipe`. */
export class VaultKeys {
  /** The random data key under every slot; never on disk in clear. */
  readonly dataKey: Buffer;
  readonly vaultId: Buffer;
  readonly #macKey: Buffer;
  #wiped = false;

  constructor(dataKey: Uint8Array, vaultId: Buffer) {
    this.dataKey = bytesOf(32);
    this.dataKey.set(dataKey);
    this.vaultId = vaultId;
    this.#macKey = hkdf(this.dataKey, vaultId, 'file-mac');
  }

  static generate(): VaultKeys {
    const dataKey = randomSecret(32);
    try {
      return new VaultKeys(dataKey, randomBytes(16));
    } finally {
      wipe(dataKey);
    }
  }

  /** A fresh key for each write: the nonce is part of the salt, so that no AES key ever sees two IVs. @throws Failure `vault.locked` */
  sealingKey(purpose: string, nonce: Uint8Array): Buffer {
    // A job that a lock overtook must end here: zeros are a key, too.
    if (this.#wiped) throw locked();
    return hkdf(this.dataKey, Buffer.concat([this.vaultId, nonce]), purpose);
  }

  /** Started before a save, so that the save can end after a lock wiped the keys. @throws Failure `vault.locked` */
  startMac(): SealSum {
    if (this.#wiped) throw locked();
    const mac = createHmac('sha256', this.#macKey);
    return (sum) => mac.update(sum).digest();
  }

  macMatches(sum: Uint8Array, mac: Uint8Array): boolean {
    const expected = this.startMac()(sum);
    return expected.length === mac.length && timingSafeEqual(expected, mac);
  }

  wipe(): void {
    this.#wiped = true;
    wipe(this.dataKey, this.#macKey);
  }
}
