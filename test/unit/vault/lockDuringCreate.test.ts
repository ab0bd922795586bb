import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { cheapDeriveKey } from '../../support/vault/options.ts';

describe('a lock that comes while the vault is being created', () => {
  it('leaves no vault when nothing of it was saved yet', async () => {
    const { vault, folder } = await makeVault({
      deriveKey: (...question) => {
        vault.lock();
        return cheapDeriveKey(...question);
      },
    });
    await expect(vault.create({ password: 'pass', useOsKeyring: false })).rejects.toMatchObject({ code: 'cancelled' });
    expect((await vault.status()).state).toBe('absent');
    expect((await readdir(folder)).filter((name) => name !== 'vault.lock')).toEqual([]);
  });

  it('leaves it locked when it is saved already, and its recovery key is not lost', async () => {
    const disk = createDisk();
    const { vault } = await makeVault({
      disk: {
        ...disk,
        rename: async (from, to) => {
          if (to.endsWith(join('/', 'vault.json'))) vault.lock();
          await disk.rename(from, to);
        },
      },
    });
    const { recoveryKey = '' } = await vault.create({ useOsKeyring: true });
    expect(vault.isUnlocked).toBe(false);
    expect((await vault.status()).state).toBe('locked');
    await vault.unlock({ recoveryKey });
    expect(vault.isUnlocked).toBe(true);
  });
});
