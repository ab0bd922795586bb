import { createHash } from 'node:crypto';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import type { DeriveKey, Keyring } from '../../../main/vault/ports.ts';
import { createProcesses } from '../../../main/vault/disk/processes.ts';
import type { VaultOptions } from '../../../main/vault/vault.ts';

/** The lowest cost that the format accepts. */
export const MINIMAL_COST = { m: 19 * 1024, t: 2, p: 1 };

/** Stands in for Argon2id where thousands are needed; as the real one, it wipes what it was given. */
export const cheapDeriveKey: DeriveKey = async (password, { m, t, p, salt }) => {
  const key = createHash('sha256')
    .update(password)
    .update(salt)
    .update(JSON.stringify([m, t, p]))
    .digest();
  password.fill(0);
  return key;
};

export interface FakeKeyring extends Keyring {
  backend: string;
  prefix: string;
  available: boolean;
}

/** A keyring that holds nothing: the blob is the text in base64 behind Chromium's version tag. */
export function createFakeKeyring(overrides: Partial<FakeKeyring> = {}): FakeKeyring {
  const keyring: FakeKeyring = {
    backend: 'gnome_libsecret',
    prefix: 'v11',
    available: true,
    availability: async () => ({ available: keyring.available, backend: keyring.backend }),
    protect: async (text) => Buffer.from(keyring.prefix + btoa(text), 'latin1'),
    unprotect: async (blob) => atob(Buffer.from(blob).toString('latin1').slice(3)),
    ...overrides,
  };
  return keyring;
}

/** The real disk and processes, with the cheap derivation and the fake keyring. Needs no test runner, so child processes use it too. */
export function optionsFor(folder: string, overrides: Partial<VaultOptions> = {}): VaultOptions {
  return {
    folder,
    disk: createDisk(),
    processes: createProcesses(),
    nowMs: () => Date.now(),
    deriveKey: cheapDeriveKey,
    keyring: createFakeKeyring(),
    appName: 'Grantsmith',
    keyringTimeoutMs: 5_000,
    writer: '0.1.0',
    cost: MINIMAL_COST,
    capsuleCost: MINIMAL_COST,
    ...overrides,
  };
}
