import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import { DEFAULT_COST } from '../../../main/vault/format/kdf.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { createFakeKeyring, MINIMAL_COST } from '../../support/vault/options.ts';

const password = 'correct horse';
const put = (vault: Vault, id: string, text: string): Promise<void> =>
  vault.transact((tx) => tx.put({ id, type: 'connection', summary: { text }, secret: { text } }));

describe('a damaged vault file', () => {
  it('is offered its newest good generation, with what differs, and is kept in quarantine', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password, useOsKeyring: false });
    await put(vault, 'a', '1');
    await put(vault, 'b', '1');
    await put(vault, 'a', '2');
    await vault.close();
    const path = join(folder, 'vault.json');
    const whole = await readFile(path);
    // Near its end, so that both entries can still be told apart.
    const damaged = Buffer.from(whole);
    damaged.write('~', damaged.length - 60, 'latin1');
    await writeFile(path, damaged);
    const { vault: next } = await makeVault({ folder });
    const status = await next.status();
    expect(status).toMatchObject({
      state: 'unavailable',
      reason: { code: 'vault.corrupt' },
      offer: { good: true, current: false, revision: 3, records: 2, differs: { missing: 0, changed: 1, added: 0 } },
    });
    expect(status.offer?.savedAt).toBeGreaterThan(0);
    const differences = (await next.generations()).filter(({ good }) => good).map(({ differs }) => differs);
    expect(differences[1]).toEqual({ missing: 1, changed: 1, added: 0 });
    await next.restore({ generation: status.offer?.generation ?? '' });
    await next.unlock({ password });
    expect(next.read('a')).toEqual({ text: '1' });
    const quarantined = (await createDisk().list(folder)).filter((name) => name.startsWith('vault.corrupt-'));
    expect(quarantined).toHaveLength(1);
    expect(await readFile(join(folder, quarantined[0] ?? ''))).toEqual(damaged);
  });

  it('that is gone altogether is offered the newest one, too', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password, useOsKeyring: false });
    await put(vault, 'a', '1');
    await vault.close();
    await rm(join(folder, 'vault.json'));
    const { vault: next } = await makeVault({ folder });
    const { reason, offer } = await next.status();
    expect(reason?.code).toBe('vault.missing-file');
    expect(offer).toMatchObject({ good: true, revision: 1 });
    expect(offer).not.toHaveProperty('differs');
  });
});

describe('a disk that refuses', () => {
  it('leaves a copy to be kept elsewhere, which opens with the last change in it', async () => {
    let isFull = false;
    const disk = createDisk();
    const { vault } = await makeVault({
      disk: {
        ...disk,
        open: async (path, how) => {
          if (isFull && how === 'create') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          return disk.open(path, how);
        },
      },
    });
    await vault.create({ password, useOsKeyring: false });
    isFull = true;
    await expect(put(vault, 'a', 'unsaved')).rejects.toMatchObject({ code: 'vault.not-saved' });
    vault.lock();
    const bytes = await vault.copy();
    const { vault: other, folder } = await makeVault();
    await other.create({ password: 'another', useOsKeyring: false });
    await other.close();
    await writeFile(join(folder, 'vault.json'), bytes);
    await rm(join(folder, 'vault.mark'));
    const { vault: opened } = await makeVault({ folder });
    await opened.unlock({ password });
    expect(opened.read('a')).toEqual({ text: 'unsaved' });
  });
});

describe('a slot that has fallen behind', () => {
  const costOf = async (folder: string): Promise<unknown> =>
    /"kdf":\{"alg":"argon2id","ver":19,("m":\d+,"t":\d+)/.exec(
      await readFile(join(folder, 'vault.json'), 'latin1'),
    )?.[1];

  it('is derived anew, once the default is higher, when the password is there', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password, useOsKeyring: false });
    await put(vault, 'a', '1');
    await vault.close();
    expect(await costOf(folder)).toBe(`"m":${MINIMAL_COST.m},"t":${MINIMAL_COST.t}`);
    const { vault: next } = await makeVault({ folder, cost: DEFAULT_COST });
    await next.unlock({ password });
    await next.retrySave();
    expect(await costOf(folder)).toBe(`"m":${DEFAULT_COST.m},"t":${DEFAULT_COST.t}`);
    next.lock();
    await next.unlock({ password });
    const { revision } = await next.status();
    await next.retrySave();
    expect((await next.status()).revision).toBe(revision);
  });

  it('is named while it is stale, and no more when another way in has renewed it', async () => {
    const keyring = createFakeKeyring();
    const { vault } = await makeVault({ keyring });
    await vault.create({ password, useOsKeyring: true });
    vault.lock();
    let isOtherLogin = true;
    const real = createFakeKeyring();
    keyring.unprotect = async (blob) => {
      if (isOtherLogin) throw new Error('another login');
      return real.unprotect(blob);
    };
    await expect(vault.unlock({})).rejects.toMatchObject({ code: 'vault.keyring-stale' });
    expect((await vault.status()).staleSlots).toEqual(['os']);
    isOtherLogin = false;
    await vault.unlock({ password });
    await vault.retrySave();
    expect(await vault.status()).not.toHaveProperty('staleSlots');
    vault.lock();
    await vault.unlock({});
  });
});
