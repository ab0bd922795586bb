import { Failure } from '../../core/failure.ts';
import { fromBase64url, randomSecret, toBase64url } from '../format/bytes.ts';
import { tampered, wrongPassword } from '../failures.ts';
import { slotOf, type Head, type OsFacts, type Slot } from '../format/head.ts';
import { checkCost, passwordBytes, withSalt, type Cost } from '../format/kdf.ts';
import type { VaultKeys } from '../format/keys.ts';
import type { DeriveKey, KdfParameters, Keyring } from '../ports.ts';
import { makeRecoveryKey, readRecoveryKey, writeRecoveryKey } from '../format/recoveryKey.ts';
import { joinSecrets, openSlot, sealSlot } from '../format/slots.ts';

export interface WaysInPorts {
  deriveKey: DeriveKey;
  keyring: Keyring;
  /** Part of the keyring's key on most systems, so it is written down with the slot. */
  appName: string;
  /** A keyring may ask the user, or never answer. */
  keyringTimeoutMs: number;
}

const LINUX_BACKEND = /^(?:gnome|kwallet|portal|secret)/;
/** What Chromium's Linux keyrings write when a real one is behind them; `v10` is a key that is the same everywhere. */
const LINUX_PREFIXES = new Set(['v11', 'v12']);
const PRETENDED_BACKENDS = new Set(['', 'basic_text', 'unknown']);

const unavailable = (reason: string, cause?: unknown): Failure =>
  new Failure('vault.keyring-unavailable', `The system keyring cannot be used: ${reason}`, { cause });

const stale = (cause?: unknown): Failure =>
  new Failure(
    'vault.keyring-stale',
    'The system keyring no longer opens this vault. Use your password or recovery key; the keyring is then set up again.',
    { cause },
  );

function prefixOf(blob: Uint8Array): string {
  const start = Buffer.from(blob.subarray(0, 3)).toString('latin1');
  return /^v\d\d$/.test(start) ? start : '';
}

function requireStrong(backend: string, prefix: string): void {
  const pretended = PRETENDED_BACKENDS.has(backend) || (LINUX_BACKEND.test(backend) && !LINUX_PREFIXES.has(prefix));
  if (pretended) throw unavailable('this desktop has no real keyring, only a fixed key that protects nothing.');
}

async function inTime<T>(action: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unavailable('it did not answer. Try again.')), timeoutMs);
  });
  try {
    return await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask<T>(
  ports: WaysInPorts,
  action: () => Promise<T>,
  otherwise: (cause: unknown) => Failure,
): Promise<T> {
  try {
    return await inTime(action(), ports.keyringTimeoutMs);
  } catch (error) {
    throw error instanceof Failure ? error : otherwise(error);
  }
}

const cannot = (cause: unknown): Failure => unavailable('it reported an error.', cause);

async function unprotect(ports: WaysInPorts, blob: Uint8Array): Promise<Buffer> {
  const text = await ask(ports, () => ports.keyring.unprotect(blob), stale);
  const secret = fromBase64url(text);
  // The keyrings' own encryption has no integrity on some systems, so wrong bytes come back as if they were right.
  if (secret?.length !== 32) throw stale();
  return secret;
}

async function requireKeyring(ports: WaysInPorts): Promise<OsFacts> {
  const found = await ask(ports, () => ports.keyring.availability(), cannot);
  if (!found.available) throw unavailable(found.reason ?? 'the system says that it is not available.');
  return { backend: found.backend, prefix: '', app: ports.appName, api: found.api ?? 'sync' };
}

async function openOsSecret(ports: WaysInPorts, { os, blob }: { os: OsFacts; blob: Buffer }): Promise<Buffer> {
  if (prefixOf(blob) !== os.prefix) throw tampered('the keyring entry was replaced');
  requireStrong(os.backend, os.prefix);
  const { backend } = await requireKeyring(ports);
  if (PRETENDED_BACKENDS.has(backend)) requireStrong(backend, os.prefix);
  return unprotect(ports, blob);
}

/** A new secret in the keyring, proved to come back before anything relies on it. */
async function makeOsSecret(ports: WaysInPorts): Promise<{ os: OsFacts; blob: Buffer; secret: Buffer }> {
  const facts = await requireKeyring(ports);
  const secret = randomSecret(32);
  const blob = Buffer.from(await ask(ports, () => ports.keyring.protect(toBase64url(secret)), cannot));
  const os = { ...facts, prefix: prefixOf(blob) };
  requireStrong(os.backend, os.prefix);
  const back = blob.length === 0 ? undefined : await ask(ports, () => ports.keyring.unprotect(blob), cannot);
  if (back !== toBase64url(secret)) throw unavailable('it did not give back what was stored in it.');
  return { os, blob, secret };
}

async function derive(ports: WaysInPorts, password: string, kdf: KdfParameters): Promise<Uint8Array> {
  checkCost(kdf);
  return ports.deriveKey(passwordBytes(password), kdf);
}

const missing = (what: string): Failure =>
  new Failure('vault.slot-missing', `This vault was not set up to be opened ${what}. Choose another way.`);

/** @throws Failure `vault.wrong-password`, `vault.slot-missing`, `vault.keyring-*` (for a slot that needs both) */
export async function openByPassword(ports: WaysInPorts, head: Head, password: string): Promise<VaultKeys> {
  const own = slotOf(head, 'password');
  const both = slotOf(head, 'both');
  if (!own && !both) throw missing('with a password');
  const opened = own && openSlot(own, head.vid, await derive(ports, password, own.kdf));
  if (opened) return opened;
  if (!both) throw wrongPassword();
  const osSecret = await openOsSecret(ports, both);
  const keys = openSlot(both, head.vid, joinSecrets(await derive(ports, password, both.kdf), osSecret));
  if (!keys) throw wrongPassword();
  return keys;
}

/** @throws Failure `vault.wrong-password`, `vault.slot-missing`, `input.invalid` */
export function openByRecoveryKey(head: Head, recoveryKey: string): VaultKeys {
  const slot = slotOf(head, 'recovery');
  if (!slot) throw missing('with a recovery key');
  const keys = openSlot(slot, head.vid, readRecoveryKey(recoveryKey));
  if (!keys) throw wrongPassword();
  return keys;
}

/** @throws Failure `vault.slot-missing`, `vault.keyring-unavailable` (try again), `vault.keyring-stale` (another way is needed) */
export async function openByKeyring(ports: WaysInPorts, head: Head): Promise<VaultKeys> {
  const slot = slotOf(head, 'os');
  if (!slot) throw missing('by the system keyring');
  const keys = openSlot(slot, head.vid, await openOsSecret(ports, slot));
  if (!keys) throw stale();
  return keys;
}

/** What somebody gives to get in; neither: the keyring is asked. */
export interface Credentials {
  password?: string;
  recoveryKey?: string;
}

/** @throws Failure as the way that the credentials choose */
export async function openBy(ports: WaysInPorts, head: Head, credentials: Credentials): Promise<VaultKeys> {
  if (credentials.password !== undefined) return openByPassword(ports, head, credentials.password);
  if (credentials.recoveryKey !== undefined) return openByRecoveryKey(head, credentials.recoveryKey);
  return openByKeyring(ports, head);
}

export async function makePasswordSlot(
  ports: WaysInPorts,
  keys: VaultKeys,
  password: string,
  cost: Cost,
): Promise<Slot> {
  const kdf = withSalt(cost);
  return sealSlot(keys, { type: 'password', kdf }, await derive(ports, password, kdf));
}

export async function makeOsSlot(ports: WaysInPorts, keys: VaultKeys): Promise<Slot> {
  const { os, blob, secret } = await makeOsSecret(ports);
  return sealSlot(keys, { type: 'os', os, blob }, secret);
}

export async function makeBothSlot(ports: WaysInPorts, keys: VaultKeys, password: string, cost: Cost): Promise<Slot> {
  const kdf = withSalt(cost);
  const { os, blob, secret } = await makeOsSecret(ports);
  return sealSlot(keys, { type: 'both', kdf, os, blob }, joinSecrets(await derive(ports, password, kdf), secret));
}

/** The printable key is shown once and kept nowhere. */
export function makeRecoverySlot(keys: VaultKeys): { slot: Slot; recoveryKey: string } {
  const key = makeRecoveryKey();
  const recoveryKey = writeRecoveryKey(key);
  return { slot: sealSlot(keys, { type: 'recovery' }, key), recoveryKey };
}
