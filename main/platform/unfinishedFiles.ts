import { basename, dirname, join } from 'node:path';
import { isTempName, readWhole, unlessMissing, writeNew } from '../vault/format/wholeFile.ts';
import { errnoOf } from '../vault/failures.ts';
import type { Disk } from '../vault/ports.ts';

/**
 * Notes of the files in the making, which stand beside names that a person chose, anywhere on the machine. A killed process cannot remove
 * its own; the next one removes what the notes name. A note is made while its file is still empty.
 */
export interface UnfinishedFiles {
  /** Notes that the file `temp` is in the making. */
  note(temp: string): Promise<void>;
  /** Removes the file, if it is still there, and then its note. */
  end(temp: string): Promise<void>;
  /** Does the same for all that earlier processes left. Only one process at a time may have the folder of the notes. */
  sweep(): Promise<void>;
}

/** A path is never longer on a system that is supported. */
const MAX_PATH_BYTES = 65_536;

/** A note is called as the random end of its file's name: another file cannot be meant by it. */
const nameOf = (temp: string): string => temp.slice(temp.lastIndexOf('-') + 1);

/** Steps that a disk refuses are left to the next sweep. */
async function unlessRefused<Value>(step: Promise<Value>): Promise<Value | undefined> {
  try {
    return await step;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

export function createUnfinishedFiles(disk: Disk, folder: string): UnfinishedFiles {
  const ours = new Set<string>();

  const isGone = async (path: string): Promise<boolean> =>
    (await unlessRefused(unlessMissing(disk.remove(path)).then(() => true))) === true;

  async function end(temp: string): Promise<void> {
    ours.delete(nameOf(temp));
    // A folder that is away, such as that of a stick, may come back with the file in it.
    const isThere = (await unlessRefused(disk.stat(dirname(temp)))) !== undefined;
    if ((await isGone(temp)) && isThere) await isGone(join(folder, nameOf(temp)));
  }

  async function sweepNote(name: string): Promise<void> {
    if (ours.has(name)) return;
    const path = join(folder, name);
    const temp = (await unlessRefused(readWhole(disk, path, MAX_PATH_BYTES)))?.toString('utf8');
    if (temp === undefined) return;
    if (isTempName(basename(temp)) && nameOf(temp) === name) await end(temp);
    // Cut short by a power loss, before there was a file.
    else await isGone(path);
  }

  return {
    note: async (temp) => {
      ours.add(nameOf(temp));
      // Without a note all goes well but for a kill: no reason to keep a person from saving.
      await unlessRefused(disk.makeFolder(folder));
      await unlessRefused(writeNew(disk, join(folder, nameOf(temp)), [Buffer.from(temp, 'utf8')], { durable: false }));
    },
    end,
    sweep: async () => {
      for (const name of (await unlessMissing(disk.list(folder))) ?? []) await sweepNote(name);
    },
  };
}
