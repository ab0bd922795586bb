import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import type { Disk } from '../../../main/vault/ports.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { cheapDeriveKey } from '../../support/vault/options.ts';

const put = (vault: Vault, id: string): Promise<void> =>
  vault.transact((tx) => tx.put({ id, type: 'entry', summary: null, secret: id }));

async function makeUsed(overrides: Parameters<typeof makeVault>[0] = {}) {
  const made = await makeVault(overrides);
  await made.vault.create({ password: 'pass', useOsKeyring: false });
  for (const id of ['a', 'b']) await put(made.vault, id);
  return made;
}

/** The real disk, on which what is at this path cannot be read, as on a bad block, until it is moved. */
function badDisk(path: string): Disk {
  const disk = createDisk();
  let isMoved = false;
  return {
    ...disk,
    open: async (opened, how) => {
      const file = await disk.open(opened, how);
      const read = (): Promise<never> => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
      return how === 'read' && opened === path && !isMoved ? { ...file, read } : file;
    },
    rename: async (from, to) => {
      await disk.rename(from, to);
      isMoved ||= from === path;
    },
  };
}

async function restoreNewest(vault: Vault): Promise<void> {
  const newest = (await vault.generations()).find(({ good, current }) => good && !current);
  await vault.restore({ generation: newest?.generation ?? 'none' });
  await vault.unlock({ password: 'pass' });
}

describe('a vault file that cannot be read', () => {
  it('on a bad block gives way to an earlier state, and is kept', async () => {
    const { vault: before, folder } = await makeUsed();
    await before.close();
    const file = join(folder, 'vault.json');
    const unreadable = await readFile(file);
    const { vault } = await makeVault({ folder, disk: badDisk(file) });
    expect((await vault.status()).reason?.code).toBe('vault.unreadable');
    await restoreNewest(vault);
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a']);
    const kept = (await readdir(folder)).find((name) => name.startsWith('vault.corrupt-')) ?? '';
    expect((await readFile(join(folder, kept))).equals(unreadable)).toBe(true);
  });

  it('because a folder is in its place gives way to an earlier state', async () => {
    const { vault, folder } = await makeUsed();
    vault.lock();
    await rename(join(folder, 'vault.json'), join(folder, 'elsewhere'));
    await mkdir(join(folder, 'vault.json'));
    expect((await vault.status()).state).toBe('unavailable');
    await restoreNewest(vault);
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a']);
  });

  it('gives way to a copy that was kept elsewhere', async () => {
    const { vault, folder } = await makeUsed();
    const copy = await vault.copy();
    vault.lock();
    await rm(join(folder, 'vault.json'));
    await mkdir(join(folder, 'vault.json'));
    expect(await vault.readCopy(copy, { password: 'pass' })).toMatchObject({ records: 2 });
    await vault.adoptCopy(copy);
    await vault.unlock({ password: 'pass' });
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('or a pipe in its place does not hold up the app', async () => {
    const { vault, folder } = await makeUsed();
    vault.lock();
    await rm(join(folder, 'vault.json'));
    await promisify(execFile)('mkfifo', [join(folder, 'vault.json')]);
    expect((await vault.status()).state).toBe('unavailable');
  });
});

describe('the mark', () => {
  it('that cannot be read shuts no good vault', async () => {
    const { vault, folder } = await makeUsed();
    vault.lock();
    await rm(join(folder, 'vault.mark'));
    await mkdir(join(folder, 'vault.mark'));
    expect(await vault.status()).toMatchObject({ state: 'locked' });
    await vault.unlock({ password: 'pass' });
    await put(vault, 'c');
    expect((await vault.status()).unsaved).toBeUndefined();
  });

  it('that is gone with the vault leaves no room for a new one over the earlier states', async () => {
    const { vault, folder } = await makeUsed();
    vault.lock();
    await rm(join(folder, 'vault.mark'));
    await rm(join(folder, 'vault.json'));
    expect(await vault.status()).toMatchObject({ state: 'unavailable', reason: { code: 'vault.missing-file' } });
    await expect(vault.create({ password: 'new', useOsKeyring: false })).rejects.toMatchObject({
      code: 'vault.missing-file',
    });
    await restoreNewest(vault);
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a']);
  });
});

describe('an earlier state that cannot be read', () => {
  it('does not keep the old password good for the others', async () => {
    const { vault, folder } = await makeUsed();
    const others = (await readdir(folder)).filter((name) => /^vault\.json\.[12]$/.test(name));
    const old = await readFile(join(folder, 'vault.json.2'));
    // Earlier in the order of the folder or not: every other one has to follow.
    for (const name of ['vault.corrupt-0.json', 'vault.json.day-2020-01-01']) await mkdir(join(folder, name));
    await vault.changePassword({ current: 'pass', next: 'new' });
    expect((await vault.status()).reason?.message).toMatch(/may still open with a password/);
    expect(others).toHaveLength(2);
    expect((await readFile(join(folder, 'vault.json.2'))).equals(old)).toBe(false);
    const { vault: fresh } = await makeVault();
    for (const name of others) {
      const bytes = await readFile(join(folder, name));
      await expect(fresh.readCopy(bytes, { password: 'pass' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
      expect(await fresh.readCopy(bytes, { password: 'new' })).toBeDefined();
    }
  });
});

describe('a clock that was far ahead for a week', () => {
  it('costs no day after it', async () => {
    let nowMs = Date.UTC(2099, 0, 1);
    const { vault, folder } = await makeUsed({ nowMs: () => nowMs });
    const saveOn = async (year: number, day: number): Promise<void> => {
      nowMs = Date.UTC(year, 5, day);
      await put(vault, 'c');
    };
    for (let day = 1; day <= 7; day += 1) await saveOn(2099, day);
    for (let day = 1; day <= 7; day += 1) await saveOn(2026, day);
    const days = (await readdir(folder)).filter((name) => name.startsWith('vault.json.day-')).sort();
    expect(days).toEqual(Array.from({ length: 7 }, (_, day) => `vault.json.day-2026-06-0${day + 1}`));
  });
});

describe.skipIf(process.platform === 'win32')('a folder that others may look into', () => {
  it('is closed to them', async () => {
    const { vault, folder } = await makeVault();
    await chmod(folder, 0o755);
    await vault.status();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});

describe('a copy that asks for a long derivation', () => {
  it('holds up no save', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isSlow = false;
    const { vault } = await makeUsed({
      deriveKey: async (password, kdf) => {
        if (isSlow) await held;
        return cheapDeriveKey(password, kdf);
      },
    });
    const copy = await vault.copy();
    isSlow = true;
    const reading = vault.readCopy(copy, { password: 'pass' });
    await put(vault, 'c');
    letGo();
    expect(await reading).toMatchObject({ records: 2 });
  });
});

describe('a vault that a new one takes the place of', () => {
  it('is set aside whole while it is good, and comes back as a copy', async () => {
    const { vault, folder } = await makeUsed();
    const fresh = { password: 'new', useOsKeyring: false, startFresh: true };
    await expect(vault.create(fresh)).rejects.toMatchObject({ code: 'vault.exists' });
    vault.lock();
    const before = await readFile(join(folder, 'vault.json'));
    await vault.create(fresh);
    const aside = (await readdir(folder)).find((name) => name.startsWith('set-aside-')) ?? '';
    const kept = await readFile(join(folder, aside, 'vault.json'));
    expect(kept).toEqual(before);
    await vault.adoptCopy(kept);
    await vault.unlock({ password: 'pass' });
    expect(vault.entries('entry').map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('an unreadable vault that a new one takes the place of', () => {
  it('is set aside', async () => {
    const { vault, folder } = await makeUsed();
    vault.lock();
    await rm(join(folder, 'vault.json'));
    await mkdir(join(folder, 'vault.json'));
    await writeFile(join(folder, 'vault.json', 'inside'), 'x');
    await vault.create({ password: 'new', useOsKeyring: false, startFresh: true });
    const aside = (await readdir(folder)).find((name) => name.startsWith('set-aside-')) ?? '';
    expect(await readdir(join(folder, aside, 'vault.json'))).toEqual(['inside']);
  });
});
