import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANY_FILE } from '../../main/core/files.ts';
import { createFileDialogs } from '../../main/platform/fileDialogs.ts';
import { createUnfinishedFiles } from '../../main/platform/unfinishedFiles.ts';
import { createDisk } from '../../main/vault/disk/disk.ts';
import { bundle } from '../support/vault/bundle.ts';

const QUESTION = { title: 'Save', defaultName: 'reply.bin', kinds: [ANY_FILE] };
/** Called as ours are, but the person's own. */
const OWN = 'notes.tmp-0123456789abcdef';

let root: string;
let home: string;
let saved: string;
let notes: string;
let killed: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-unfinished-'));
  killed = await bundle(new URL('../support/savingProcess.ts', import.meta.url));
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  home = await mkdtemp(join(root, 'test-'));
  saved = join(home, 'saved');
  notes = join(home, 'notes');
  await mkdir(saved);
  await writeFile(join(saved, OWN), 'mine');
});

const createNotes = () => createUnfinishedFiles(createDisk(), notes);

/** A process is killed while it writes `reply.bin`. */
async function killWhileSaving(): Promise<void> {
  const child = fork(killed, { serialization: 'json' });
  await once(child, 'message');
  child.send({ path: join(saved, 'reply.bin'), notes });
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readdir(saved)).toHaveLength(2);
}

describe('a file in the making', () => {
  it('that a killed process left is removed at the next start, and nothing else', async () => {
    await killWhileSaving();
    await createNotes().sweep();
    expect(await readdir(saved)).toEqual([OWN]);
    expect(await readdir(notes)).toEqual([]);
  });

  it('in a folder that is away is removed when the folder is back', async () => {
    await killWhileSaving();
    await rename(saved, join(home, 'away'));
    await createNotes().sweep();
    await rename(join(home, 'away'), saved);
    await createNotes().sweep();
    expect(await readdir(saved)).toEqual([OWN]);
    expect(await readdir(notes)).toEqual([]);
  });

  it('leaves no note when it is whole, discarded, or was never there', async () => {
    for (const [path, end] of [
      [join(saved, 'whole'), 'keep'],
      [join(saved, 'discarded'), 'discard'],
    ] as const) {
      const answer = () => Promise.resolve(path);
      const file = await createFileDialogs({ open: answer, save: answer }, createDisk(), createNotes()).create(
        QUESTION,
      );
      await file?.write(Buffer.from('a reply'));
      expect(await readdir(notes)).toHaveLength(1);
      await file?.[end]();
      expect(await readdir(notes)).toEqual([]);
    }
    const nowhere = () => Promise.resolve(join(home, 'nowhere', 'reply.bin'));
    const files = createFileDialogs({ open: nowhere, save: nowhere }, createDisk(), createNotes());
    await expect(files.create(QUESTION)).rejects.toMatchObject({ code: 'vault.not-saved' });
    await files.discardUnfinished();
    expect(await readdir(saved)).toEqual([OWN, 'whole']);
    expect(await readdir(notes)).toEqual([]);
  });

  it('that this process makes is not swept', async () => {
    const unfinished = createNotes();
    const answer = () => Promise.resolve(join(saved, 'reply.bin'));
    const file = await createFileDialogs({ open: answer, save: answer }, createDisk(), unfinished).create(QUESTION);
    await unfinished.sweep();
    await file?.write(Buffer.from('a reply'));
    expect(await file?.keep()).toBe('reply.bin');
  });

  it('is the only one that a note can name', async () => {
    await mkdir(notes);
    await writeFile(join(notes, 'fedcba9876543210'), join(saved, OWN));
    await writeFile(join(notes, 'cut-short'), '');
    await createNotes().sweep();
    expect(await readdir(saved)).toEqual([OWN]);
    expect(await readdir(notes)).toEqual([]);
  });
});
