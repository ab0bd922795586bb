import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import type { Disk, DiskFile } from '../../../main/vault/ports.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { isTempName } from '../../../main/vault/format/wholeFile.ts';
import { gateSize, reportGate } from '../../support/gates.ts';
import { mountSmallDisk } from '../../support/smallDisk.ts';
import { optionsFor } from '../../support/vault/options.ts';

const LEVELS = gateSize('LEVELS', 40);
const password = 'pass';

const mounted = await mountSmallDisk();
afterAll(() => mounted?.remove());

/** Takes `room` bytes and then answers as a full disk does: a short count first, an error after that. */
function createFillingDisk(disk: Disk): Disk & { room: number } {
  const wrap = (file: DiskFile): DiskFile => ({
    ...file,
    write: async (bytes, position) => {
      if (filling.room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      const part = bytes.subarray(0, filling.room);
      filling.room -= part.length;
      return file.write(part, position);
    },
  });
  const filling = {
    ...disk,
    room: Infinity,
    open: async (path: string, how: 'read' | 'create' | 'folder') => wrap(await disk.open(path, how)),
  };
  return filling;
}

interface Case {
  folder: string;
  disk: Disk;
  /** Leaves this many bytes free. */
  fill: (free: number) => Promise<void>;
  empty: () => Promise<void>;
}

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return 'done';
  } catch (error) {
    return error instanceof Failure ? error.code : `untyped: ${String(error)}`;
  }
}

/** Saves some 60 KB over a good vault at every level of room from none to plenty. */
async function saveAtEveryLevel(name: string, { folder, disk, fill, empty }: Case): Promise<void> {
  const tally = { levels: 0, saved: 0, 'not saved': 0, damaged: 0 };
  const vault = new Vault(optionsFor(folder, { disk }));
  await vault.create({ password, useOsKeyring: false });
  const put = (count: number): Promise<void> =>
    vault.transact((tx) => tx.put({ id: 'a', type: 'entry', summary: null, secret: `${count}`.padEnd(45_000, 'x') }));
  for (let count = 0; count < 6; count += 1) await put(count);
  const file = join(folder, 'vault.json');

  for (let level = 0; level < LEVELS; level += 1) {
    const before = await readFile(file);
    await fill(Math.floor((level * 80_000) / LEVELS));
    const code = await codeOf(() => put(100 + level));
    tally.levels += 1;
    if (code === 'done') tally.saved += 1;
    else {
      expect(code).toBe('vault.not-saved');
      tally['not saved'] += 1;
      if (!(await readFile(file)).equals(before)) tally.damaged += 1;
      expect((await vault.status()).unsaved).toContain('the disk is full');
      expect((await readdir(folder)).filter(isTempName)).toEqual([]);
      await empty();
      await vault.retrySave();
    }
    await empty();
    const reader = new Vault(optionsFor(folder));
    await reader.unlock({ password });
    expect(reader.read('a')).toBe(`${100 + level}`.padEnd(45_000, 'x'));
    await reader.close();
  }
  await vault.close();
  reportGate(`saver, ${name}`, tally);
  expect(tally.damaged).toBe(0);
  expect(Math.min(tally.saved, tally['not saved'])).toBeGreaterThan(LEVELS / 10);
}

describe('a full disk', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault-full-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.skipIf(mounted === undefined)('of a real file system never costs the vault', async () => {
    if (mounted === undefined) return;
    const vaultFolder = join(mounted.path, 'vault');
    await mkdir(vaultFolder);
    await saveAtEveryLevel('small file system', { ...mounted, folder: vaultFolder, disk: createDisk() });
  });

  it('that takes part of a write never costs the vault', async () => {
    const disk = createFillingDisk(createDisk());
    await saveAtEveryLevel('disk that takes part of a write', {
      folder,
      disk,
      fill: async (free) => void (disk.room = free),
      empty: async () => void (disk.room = Infinity),
    });
  });
});
