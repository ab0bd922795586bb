import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../main/vault/newId.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { createFakeKeyring } from '../../support/vault/options.ts';

const secret = { clientSecret: 'canary-4f1c' };

async function put(vault: Vault, id: string, name = 'PROD'): Promise<void> {
  await vault.transact((tx) => tx.put({ id, type: 'connection', summary: { name }, secret }));
}

describe('a vault', () => {
  it('is absent, then unlocked, then locked, and tells', async () => {
    const { vault } = await makeVault();
    const seen: string[] = [];
    const stop = vault.onChange(({ state }) => seen.push(state));
    expect(await vault.status()).toEqual({ state: 'absent', slots: [] });
    await vault.create({ password: 'correct horse', useOsKeyring: false });
    expect(await vault.status()).toEqual({ state: 'unlocked', slots: ['password'], revision: 1 });
    vault.lock();
    expect(await vault.status()).toEqual({ state: 'locked', slots: ['password'], revision: 1 });
    stop();
    await vault.unlock({ password: 'correct horse' });
    expect(seen).toEqual(['unlocked', 'locked']);
  });

  it('stays locked when it is locked while it is being opened', async () => {
    const { vault } = await makeVault();
    await vault.create({ password: 'correct horse', useOsKeyring: false });
    vault.lock();
    const opening = vault.unlock({ password: 'correct horse' });
    vault.lock();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect((await vault.status()).state).toBe('locked');
    await vault.unlock({ password: 'correct horse' });
    expect((await vault.status()).state).toBe('unlocked');
  });

  it('keeps entries over a lock and a new start, with the secret read only when asked for', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password: 'correct horse', useOsKeyring: false });
    const id = newId();
    await put(vault, id);
    await vault.close();
    const { vault: next } = await makeVault({ folder });
    await next.unlock({ password: 'correct horse' });
    expect(next.entries('connection')).toEqual([{ id, type: 'connection', summary: { name: 'PROD' } }]);
    expect(next.entries('token')).toEqual([]);
    expect(next.read(id)).toEqual(secret);
  });

  it('shows neither secrets nor names in the file', async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password: 'correct horse', useOsKeyring: false });
    await put(vault, newId(), 'name-canary');
    const text = await readFile(join(folder, 'vault.json'), 'latin1');
    expect(text).not.toMatch(/canary|correct horse/);
    expect(text).toContain('"t":"connection"');
  });

  it('opens by keyring and by the recovery key that a vault without a password is given', async () => {
    const { vault } = await makeVault();
    const { recoveryKey } = await vault.create({ useOsKeyring: true });
    expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/);
    expect((await vault.status()).slots).toEqual(['os', 'recovery']);
    vault.lock();
    await vault.unlock({});
    vault.lock();
    await vault.unlock({ recoveryKey: recoveryKey?.toLowerCase().replaceAll('-', ' ') ?? '' });
    expect((await vault.status()).state).toBe('unlocked');
  });

  it('gives nothing away while locked', async () => {
    const { vault } = await makeVault();
    await vault.create({ password: 'correct horse', useOsKeyring: false });
    const id = newId();
    await put(vault, id);
    vault.lock();
    const code = { code: 'vault.locked' };
    expect(() => vault.entries('connection')).toThrow(expect.objectContaining(code));
    expect(() => vault.read(id)).toThrow(expect.objectContaining(code));
    await expect(put(vault, id)).rejects.toMatchObject(code);
    await expect(vault.changePassword({ current: 'correct horse', next: 'x' })).rejects.toMatchObject(code);
  });

  it('changes the password, also for the earlier generations', async () => {
    const { vault } = await makeVault();
    await vault.create({ password: 'old one', useOsKeyring: false });
    const id = newId();
    await put(vault, id);
    await put(vault, newId());
    await expect(vault.changePassword({ current: 'wrong', next: 'new one' })).rejects.toMatchObject({
      code: 'vault.wrong-password',
    });
    await vault.changePassword({ current: 'old one', next: 'new one' });
    for (const { generation } of await vault.generations()) {
      if ((await vault.status()).state === 'unlocked') vault.lock();
      await vault.restore({ generation });
      await expect(vault.unlock({ password: 'old one' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
      await vault.unlock({ password: 'new one' });
    }
  });

  it('needs both for a vault with the slot `both`', async () => {
    const keyring = createFakeKeyring();
    const { vault } = await makeVault({ keyring });
    const { recoveryKey } = await vault.create({ useOsKeyring: true });
    await vault.setSlot({ slot: 'both', action: 'add', password: 'pass' });
    await vault.setSlot({ slot: 'os', action: 'remove' });
    vault.lock();
    await expect(vault.unlock({ password: 'fail' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
    keyring.available = false;
    await expect(vault.unlock({ password: 'pass' })).rejects.toMatchObject({ code: 'vault.keyring-unavailable' });
    keyring.available = true;
    await vault.unlock({ password: 'pass' });
    await expect(vault.setSlot({ slot: 'recovery', action: 'remove' })).rejects.toMatchObject({
      code: 'vault.last-slot',
    });
    expect(recoveryKey).toBeDefined();
  });

  it('moves entries by capsule', async () => {
    const { vault } = await makeVault();
    await vault.create({ password: 'a', useOsKeyring: false });
    const [kept, left] = [newId(), newId()];
    await put(vault, kept, 'kept');
    await put(vault, left, 'left');
    const bytes = await vault.exportCapsule({
      password: 'capsule',
      ids: [kept],
      expiresAt: 2e12,
      allowedHosts: ['idcs.example'],
    });
    expect(await vault.readCapsule(bytes, 'capsule')).toEqual({
      entries: [{ id: kept, type: 'connection', summary: { name: 'kept' }, secret }],
      expiresAt: 2e12,
      allowedHosts: ['idcs.example'],
    });
    await expect(vault.readCapsule(bytes, 'other')).rejects.toMatchObject({ code: 'vault.wrong-password' });
    const old = await vault.exportCapsule({ password: 'capsule', expiresAt: 1 });
    await expect(vault.readCapsule(old, 'capsule')).rejects.toMatchObject({ code: 'vault.capsule-expired' });
  });
});
