import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonValue } from '../../../main/core/records.ts';
import { makeVault } from './fakes.ts';
import { realDeriveKey } from './realDeriveKey.ts';

const folder = new URL('./fixtures/', import.meta.url);

export const PASSWORD = 'Zürich ﬁsh 7';
export const TERMS = { expiresAt: 4_102_444_800_000, allowedHosts: ['idcs-0123.identity.oraclecloud.com'] };

/** What every fixture but the empty one holds. */
export const ENTRIES: { id: string; type: string; summary: JsonValue; secret: JsonValue }[] = [
  {
    id: '00112233445566778899aabbccddeeff',
    type: 'connection',
    summary: { name: 'PROD', tags: ['ü', '\u0000"\\'] },
    secret: { clientSecret: 'fixture-secret-1', empty: null },
  },
  { id: 'constructor', type: 'token', summary: null, secret: { accessToken: 'x'.repeat(300), n: 1.5e300 } },
  { id: 'Z', type: 'savedRequest', summary: {}, secret: '' },
];

const recoveryKeys = z.record(z.string(), z.string());

export async function readFixture(name: string): Promise<Buffer> {
  return readFile(new URL(name, folder));
}

export async function recoveryKeyOf(name: string): Promise<string> {
  const keys = recoveryKeys.parse(JSON.parse(await readFile(new URL('recoveryKeys.json', folder), 'utf8')));
  return keys[name] ?? '';
}

/** Refuses to replace a fixture: files of format 1 are kept as they were, for as long as format 1 is read. */
async function keep(name: string, content: Uint8Array | string): Promise<void> {
  await writeFile(new URL(name, folder), content, { flag: 'wx' });
}

/** Made once per format version, by `WRITE_FIXTURES=1 vitest run … fixtures`. */
export async function writeFixtures(): Promise<void> {
  const keys: Record<string, string> = {};
  const make = async (
    name: string,
    input: { password?: string; useOsKeyring: boolean },
    everySlot = false,
  ): Promise<void> => {
    const { vault, folder: made } = await makeVault({ deriveKey: realDeriveKey });
    const { recoveryKey } = await vault.create(input);
    if (name !== 'v1-empty.vault') await vault.transact((tx) => ENTRIES.forEach((entry) => tx.put(entry)));
    if (everySlot) await vault.setSlot({ slot: 'both', action: 'add', password: PASSWORD });
    const added = everySlot ? (await vault.setSlot({ slot: 'recovery', action: 'add' })).recoveryKey : recoveryKey;
    if (added !== undefined) keys[name] = added;
    if (name === 'v1-password.vault') {
      await keep('v1-capsule.oavault', await vault.exportCapsule({ password: PASSWORD, ...TERMS }));
    }
    await keep(name, await readFile(join(made, 'vault.json')));
  };
  await make('v1-empty.vault', { password: PASSWORD, useOsKeyring: false });
  await make('v1-password.vault', { password: PASSWORD, useOsKeyring: false });
  await make('v1-os-recovery.vault', { useOsKeyring: true });
  await make('v1-every-slot.vault', { password: PASSWORD, useOsKeyring: true }, true);
  await keep('recoveryKeys.json', `${JSON.stringify(keys, undefined, 2)}\n`);
}
