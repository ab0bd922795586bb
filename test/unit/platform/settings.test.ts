import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSettingsStore } from '../../../main/platform/settings.ts';
import type { SettingsStore } from '../../../main/platform/settings.ts';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import { createFailingDisk } from '../../support/vault/failingDisk.ts';

let profile = '';
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'grantsmith-settings-'));
});
afterEach(() => rm(profile, { recursive: true }));

const log: string[] = [];
const open = (disk = createDisk()): SettingsStore =>
  createSettingsStore(profile, { disk, log: (line) => void log.push(line) });
const kept = async (): Promise<unknown> => JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'));

describe('the settings', () => {
  test('are the defaults where there is no file, and what was chosen at the next start', async () => {
    const settings = open();
    expect(settings.read()).toMatchObject({ theme: 'system', idleLockMinutes: 10 });
    expect(await settings.change({ theme: 'dark', idleLockMinutes: undefined })).toMatchObject({ theme: 'dark' });
    await settings.writeSandboxPort(4711);
    const again = open();
    expect(again.read()).toMatchObject({ theme: 'dark', idleLockMinutes: 10 });
    expect(again.readSandboxPort()).toBe(4711);
  });

  test('of a file that somebody edited: what can be read holds, the rest falls back and is not lost', async () => {
    await writeFile(
      join(profile, 'settings.json'),
      '{"theme":"pink","idleLockMinutes":3,"sandboxPort":70000,"later":[1]}',
    );
    const settings = open();
    expect(settings.read()).toMatchObject({ theme: 'system', idleLockMinutes: 3 });
    expect(settings.readSandboxPort()).toBeUndefined();
    await settings.change({ expiryNotices: false });
    expect(await kept()).toEqual({
      theme: 'pink',
      idleLockMinutes: 3,
      sandboxPort: 70_000,
      later: [1],
      expiryNotices: false,
    });
  });

  test.each(['', '{"theme":', '[]', 'null', '"dark"'])(
    'of a file that is no object (%j) are the defaults',
    async (text) => {
      await writeFile(join(profile, 'settings.json'), text);
      expect(open().read().theme).toBe('system');
      await open().change({ theme: 'light' });
      expect(await kept()).toEqual({ theme: 'light' });
    },
  );

  test('that the disk does not take hold until the app ends, and the file stays as it was', async () => {
    await open().change({ theme: 'dark' });
    const disk = createFailingDisk(createDisk());
    const settings = open(disk);
    disk.arm(1, 'ENOSPC');
    await expect(settings.change({ theme: 'light' })).rejects.toMatchObject({
      code: 'vault.not-saved',
      message: 'The setting holds until Grantsmith ends, but was not saved: the disk is full.',
    });
    expect(settings.read().theme).toBe('light');
    expect(await kept()).toEqual({ theme: 'dark' });
    expect(await readdir(profile)).toEqual(['settings.json']);
    await settings.change({ idleLockMinutes: 5 });
    expect(await kept()).toEqual({ theme: 'light', idleLockMinutes: 5 });
  });

  test('that change many times at once end as the last of them, in few writes', async () => {
    const disk = createFailingDisk(createDisk());
    const settings = open(disk);
    await Promise.all(Array.from({ length: 50 }, (_, index) => settings.change({ panes: { request: index } })));
    await settings.settled();
    expect(await kept()).toEqual({ panes: { request: 49 } });
    expect(disk.renamed.length).toBeLessThanOrEqual(2);
  });
});
