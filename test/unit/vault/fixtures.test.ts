import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { ENTRIES, PASSWORD, readFixture, recoveryKeyOf, TERMS, writeFixtures } from '../../support/vault/fixtures.ts';
import { realDeriveKey } from '../../support/vault/realDeriveKey.ts';
import { readIndependently } from '../../support/vault/independentReader.ts';

async function vaultOn(name: string): Promise<Vault> {
  const { vault, folder } = await makeVault({ deriveKey: realDeriveKey });
  await writeFile(join(folder, 'vault.json'), await readFixture(name));
  return vault;
}

function contentOf(vault: Vault): unknown[] {
  const types = ['connection', 'token', 'savedRequest'];
  return types.flatMap((type) => vault.entries(type)).map((entry) => ({ ...entry, secret: vault.read(entry.id) }));
}

describe('files of format 1', () => {
  it.runIf(process.env['WRITE_FIXTURES'] === '1')('are written once', writeFixtures);

  it.each([
    ['v1-empty.vault', { password: PASSWORD }, []],
    ['v1-password.vault', { password: PASSWORD }, ENTRIES],
    ['v1-os-recovery.vault', {}, ENTRIES],
    ['v1-every-slot.vault', { password: PASSWORD }, ENTRIES],
    ['v1-every-slot.vault', {}, ENTRIES],
  ])('%s opens with %j', async (name, credentials, entries) => {
    const vault = await vaultOn(name);
    await vault.unlock(credentials);
    expect(contentOf(vault)).toEqual(entries);
  });

  it.each(['v1-os-recovery.vault', 'v1-every-slot.vault'])('%s opens with its recovery key', async (name) => {
    const vault = await vaultOn(name);
    await vault.unlock({ recoveryKey: await recoveryKeyOf(name) });
    expect(contentOf(vault)).toEqual(ENTRIES);
  });

  it('is a capsule that opens with its terms', async () => {
    const { vault } = await makeVault({ deriveKey: realDeriveKey, nowMs: () => TERMS.expiresAt - 1 });
    const bytes = await readFixture('v1-capsule.oavault');
    expect(await vault.readCapsule(bytes, PASSWORD)).toEqual({ entries: ENTRIES, ...TERMS });
  });

  it.each(['v1-empty.vault', 'v1-password.vault', 'v1-every-slot.vault', 'v1-capsule.oavault'])(
    '%s is read by a program that knows only docs/vault-format.md',
    async (name) => {
      const { entries, terms } = await readIndependently(await readFixture(name), PASSWORD);
      const found = Object.entries(entries).map(([id, entry]) => ({ id, ...entry }));
      expect(found).toHaveLength(name === 'v1-empty.vault' ? 0 : ENTRIES.length);
      expect(ENTRIES).toEqual(expect.arrayContaining(found));
      expect(terms).toEqual(name === 'v1-capsule.oavault' ? TERMS : undefined);
      await expect(readIndependently(await readFixture(name), 'wrong')).rejects.toThrow('check is wrong');
    },
  );
});
