import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';

const put = (vault: Vault, id: string, type = 'connection'): Promise<void> =>
  vault.transact((tx) => tx.put({ id, type, summary: null, secret: id }));

const idsOf = (vault: Vault): string[] => vault.entries('connection').map(({ id }) => id);

async function makeFilled(password: string, ...ids: string[]): Promise<{ vault: Vault; folder: string }> {
  const made = await makeVault();
  await made.vault.create({ password, useOsKeyring: false });
  for (const id of ids) await put(made.vault, id);
  return made;
}

describe('a copy of the same vault', () => {
  it('is described, takes the place of the vault, and leaves a way back', async () => {
    const { vault } = await makeFilled('pass', 'a');
    await put(vault, 'token', 'token');
    const bytes = await vault.copy();
    await put(vault, 'b');

    await expect(vault.readCopy(bytes, { password: 'wrong' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
    expect(await vault.readCopy(bytes, { password: 'pass' })).toEqual({
      revision: 3,
      records: 2,
      connections: 1,
      sameVault: true,
      differs: { missing: 1, changed: 0, added: 0 },
    });
    await vault.adoptCopy(bytes);
    expect(await vault.status()).toMatchObject({ state: 'locked', revision: 3 });
    await vault.unlock({ password: 'pass' });
    expect(idsOf(vault)).toEqual(['a']);

    const later = (await vault.generations()).find(({ revision }) => revision === 4);
    await vault.restore({ generation: later?.generation ?? '' });
    await vault.unlock({ password: 'pass' });
    expect(idsOf(vault)).toEqual(['a', 'b']);
  });

  it('that is damaged is refused, and nothing is changed', async () => {
    const { vault, folder } = await makeFilled('pass', 'a');
    const bytes = Buffer.from(await vault.copy());
    bytes[bytes.length >> 1] = 0;
    const before = await readFile(join(folder, 'vault.json'));
    await expect(vault.readCopy(bytes, { password: 'pass' })).rejects.toMatchObject({ code: 'vault.corrupt' });
    await expect(vault.adoptCopy(bytes)).rejects.toMatchObject({ code: 'vault.corrupt' });
    expect(idsOf(vault)).toEqual(['a']);
    expect(await readFile(join(folder, 'vault.json'))).toEqual(before);
  });

  it('takes the place of a damaged file, which is kept', async () => {
    const { vault, folder } = await makeFilled('pass', 'a');
    const bytes = await vault.copy();
    await vault.close();
    await writeFile(join(folder, 'vault.json'), 'damaged');
    const { vault: next } = await makeVault({ folder });
    expect(await next.status()).toMatchObject({ state: 'unavailable' });
    expect(await next.readCopy(bytes, { password: 'pass' })).toMatchObject({ connections: 1 });
    await next.adoptCopy(bytes);
    await next.unlock({ password: 'pass' });
    expect(idsOf(next)).toEqual(['a']);
    const [kept = ''] = (await readdir(folder)).filter((name) => name.startsWith('vault.corrupt-'));
    expect(await readFile(join(folder, kept), 'utf8')).toBe('damaged');
  });
});

describe('a copy of another vault', () => {
  it('takes the place of this one, which stays beside it through saves and changes of the password', async () => {
    const { vault: other } = await makeFilled('theirs', 'x');
    const { vault, folder } = await makeFilled('ours', 'a');
    const before = await readFile(join(folder, 'vault.json'));
    const bytes = await other.copy();
    expect(await vault.readCopy(bytes, { password: 'theirs' })).toMatchObject({ sameVault: false, connections: 1 });
    await vault.adoptCopy(bytes);
    await vault.unlock({ password: 'theirs' });
    expect((await vault.status()).reason).toBeUndefined();
    expect(idsOf(vault)).toEqual(['x']);
    for (const id of ['1', '2', '3', '4', '5']) await put(vault, id);
    await vault.changePassword({ current: 'theirs', next: 'new' });
    const [kept = ''] = (await readdir(folder)).filter((name) => name.startsWith('vault.replaced-'));
    expect(await readFile(join(folder, kept))).toEqual(before);

    const state = (await vault.generations()).find(({ revision, current }) => revision === 2 && !current);
    await expect(vault.restore({ generation: state?.generation ?? '' })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await vault.readCopy(before, { password: 'ours' });
    await vault.adoptCopy(before);
    await vault.unlock({ password: 'ours' });
    expect(idsOf(vault)).toEqual(['a']);
  });

  it('becomes the vault where there was none', async () => {
    const { vault: other } = await makeFilled('theirs', 'x');
    const { vault } = await makeVault();
    const bytes = await other.copy();
    expect(await vault.readCopy(bytes, { password: 'theirs' })).toEqual({ revision: 2, records: 1, connections: 1 });
    await vault.adoptCopy(bytes);
    await vault.unlock({ password: 'theirs' });
    expect(idsOf(vault)).toEqual(['x']);
  });
});
