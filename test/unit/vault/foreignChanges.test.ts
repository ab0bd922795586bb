import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeVault } from '../../support/vault/fakes.ts';
import type { Vault } from '../../../main/vault/vault.ts';

const put = (vault: Vault, id: string): Promise<void> =>
  vault.transact((tx) => tx.put({ id, type: 'entry', summary: null, secret: id }));

describe('a vault file that another program changed', () => {
  it('is not overwritten, and the change is kept beside it until it is restored', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password: 'pass', useOsKeyring: false });
    const file = join(folder, 'vault.json');
    const older = await readFile(file);
    await put(vault, 'a');
    await writeFile(file, older);

    await expect(put(vault, 'b')).rejects.toMatchObject({ code: 'vault.conflict' });
    expect((await readFile(file)).equals(older)).toBe(true);
    expect(vault.read('b')).toBe('b');
    expect((await vault.status()).unsaved).toMatch(/changed by another program/);

    vault.lock();
    await vault.unlock({ password: 'pass' });
    expect(vault.entries('entry')).toEqual([]);
    const [newest] = await vault.generations();
    await vault.restore({ generation: newest?.generation ?? '' });
    await vault.unlock({ password: 'pass' });
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('a generation that is gone', () => {
  it('is said to be gone, and not that the folder cannot be read', async () => {
    const { vault } = await makeVault();
    await vault.create({ password: 'pass', useOsKeyring: false });
    await expect(vault.restore({ generation: 'gone' })).rejects.toMatchObject({ code: 'input.not-found' });
    expect((await vault.status()).state).toBe('unlocked');
  });
});

describe('a vault that another process holds', () => {
  it('is read, and says why nothing of it can be changed', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password: 'pass', useOsKeyring: false });
    await put(vault, 'a');
    const { vault: second } = await makeVault({ folder });
    await second.unlock({ password: 'pass' });
    expect(second.read('a')).toBe('a');
    expect((await second.status()).readOnly).toBe(true);
    const [newest] = await second.generations();
    const generation = newest?.generation ?? '';
    const code = { code: 'vault.read-only' };
    await expect(put(second, 'b')).rejects.toMatchObject(code);
    await expect(second.restore({ generation })).rejects.toMatchObject(code);
    await expect(second.changePassword({ current: 'pass', next: 'x' })).rejects.toMatchObject(code);
    await expect(second.create({ password: 'x', useOsKeyring: false, startFresh: true })).rejects.toMatchObject(code);
  });
});
