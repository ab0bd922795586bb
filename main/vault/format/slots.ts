import { randomBytes, timingSafeEqual } from 'node:crypto';
import { bytesOf, hkdf, seal, toBase64url, unseal, wipe } from './bytes.ts';
import { tampered } from '../failures.ts';
import { FORMAT_VERSION, publicPart, type OsFacts, type Slot } from './head.ts';
import { VaultKeys } from './keys.ts';
import type { KdfParameters } from '../ports.ts';

/** What a slot is made of before the data key is wrapped in it. */
export type SlotPlan =
  | { type: 'password'; kdf: KdfParameters }
  | { type: 'os'; os: OsFacts; blob: Buffer }
  | { type: 'recovery' }
  | { type: 'both'; kdf: KdfParameters; os: OsFacts; blob: Buffer };

/**
 * `secret` is what the way in yields: the Argon2id output, the keyring's 32 bytes, the recovery key's 20,
 * or for `both` the first two joined.
 */
function keysOf(
  secret: Uint8Array,
  vaultId: Buffer,
  { type, id }: { type: string; id: Buffer },
): { kek: Buffer; check: Buffer } {
  const kek = hkdf(secret, vaultId, `slot/${type}/${toBase64url(id)}`);
  return { kek, check: hkdf(kek, vaultId, 'check', 16) };
}

function bindingOf(slot: Parameters<typeof publicPart>[0], vaultId: Buffer): string {
  return JSON.stringify(['slot', FORMAT_VERSION, toBase64url(vaultId), publicPart(slot)]);
}

/** Wraps the data key in a new slot. Wipes `secret`. */
export function sealSlot(keys: VaultKeys, plan: SlotPlan, secret: Uint8Array): Slot {
  const opened = { ...plan, id: randomBytes(8) };
  const { kek, check } = keysOf(secret, keys.vaultId, opened);
  const wrap = seal(kek, keys.dataKey, bindingOf(opened, keys.vaultId));
  wipe(kek, secret);
  return 'kdf' in opened
    ? { ...opened, kdf: { ...opened.kdf, salt: Buffer.from(opened.kdf.salt) }, check, wrap }
    : { ...opened, check, wrap };
}

/**
 * The keys behind a slot, or undefined when `secret` is not this slot's. Wipes `secret`.
 * @throws Failure `vault.tampered` when the secret is right and the slot is not what it was
 */
export function openSlot(slot: Slot, vaultId: Buffer, secret: Uint8Array): VaultKeys | undefined {
  const { kek, check } = keysOf(secret, vaultId, slot);
  wipe(secret);
  if (!timingSafeEqual(check, slot.check)) {
    wipe(kek);
    return undefined;
  }
  const dataKey = unseal(kek, slot.wrap, bindingOf(slot, vaultId));
  wipe(kek);
  if (dataKey?.length !== 32) throw tampered('a way in was altered');
  const keys = new VaultKeys(dataKey, vaultId);
  wipe(dataKey);
  return keys;
}

/** The secret of a `both` slot: neither half opens anything. Wipes the halves. */
export function joinSecrets(derived: Uint8Array, osSecret: Uint8Array): Buffer {
  const joined = bytesOf(derived.length + osSecret.length);
  joined.set(derived);
  joined.set(osSecret, derived.length);
  wipe(derived, osSecret);
  return joined;
}
