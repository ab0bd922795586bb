import { readdir } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { createDeriveKey } from '../../../main/vault/format/argon2.ts';
import { selfTestReport } from '../../../main/platform/selfTestSwitch.ts';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import type { DeriveKey } from '../../../main/vault/ports.ts';
import { selfTest } from '../../../main/vault/selfTest.ts';
import { bundle } from '../../support/vault/bundle.ts';
import { makeFolder, makeVault } from '../../support/vault/fakes.ts';
import { cheapDeriveKey, createFakeKeyring } from '../../support/vault/options.ts';

let deriveKey: DeriveKey;
beforeAll(async () => {
  deriveKey = createDeriveKey(await bundle(new URL('../../../main/vault/format/argon2Worker.ts', import.meta.url)));
});

it('passes on a sound machine, leaves nothing behind, and prints what it found', async () => {
  const folder = await makeFolder();
  const outcome = await selfTest({ deriveKey, keyring: createFakeKeyring(), disk: createDisk(), folder });
  expect(outcome.checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'AES-256-GCM passed',
    'SHA-256 passed',
    'HMAC-SHA256 passed',
    'HKDF-SHA256 passed',
    'Argon2id passed',
    'System keyring passed',
    'Disk passed',
  ]);
  expect(await readdir(folder)).toEqual([]);
  const report = selfTestReport(outcome);
  expect(report).toMatch(/^ok {8}AES-256-GCM: test case 14/);
  expect(report).toMatch(/\nself-test: passed\n$/);
});

it('says which part fails, and does not take a missing keyring for a fault', async () => {
  const disk = createDisk();
  const failing = {
    deriveKey: cheapDeriveKey,
    keyring: createFakeKeyring({ unprotect: async () => 'something else' }),
    disk: { ...disk, rename: async () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) },
    folder: await makeFolder(),
  };
  const { passed, checks } = await selfTest(failing);
  expect(passed).toBe(false);
  const failed = checks.filter(({ state }) => state === 'failed').map(({ name }) => name);
  expect(failed).toEqual(['Argon2id', 'System keyring', 'Disk']);
  expect(selfTestReport({ passed, checks })).toContain('FAILED    Disk: ENOSPC');
  const keyring = createFakeKeyring({ available: false });
  const without = await selfTest({ deriveKey, keyring, disk, folder: failing.folder });
  expect(without.passed).toBe(true);
  expect(without.checks[5]).toMatchObject({ state: 'unavailable' });
});

it('goes with what the vault file says of itself, locked or not', async () => {
  const { vault } = await makeVault();
  expect(await vault.facts()).toBeUndefined();
  await vault.create({ password: 'correct horse', useOsKeyring: true });
  vault.lock();
  const facts = await vault.facts();
  expect(facts).toMatchObject({
    revision: 1,
    records: 0,
    slots: [
      { type: 'password', keyDerivation: { memoryKib: 19_456, passes: 2, lanes: 1 } },
      { type: 'os', keyring: { backend: 'gnome_libsecret' } },
    ],
  });
  expect(facts?.savedAt).toBeGreaterThan(0);
});
