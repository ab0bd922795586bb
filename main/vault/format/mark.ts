import { z } from 'zod';
import type { Disk } from '../ports.ts';
import { readWhole, removeQuietly, renameOver, tempNameFor, unlessMissing, writeNew } from './wholeFile.ts';
import { errnoOf } from '../failures.ts';

const mark = z.strictObject({ vid: z.string(), rev: z.int().nonnegative() });

/** "A vault with this id, of this revision or later, is here": a missing file is then an error and never a fresh start. */
export type Mark = z.infer<typeof mark>;

/** As it is on the disk. Every save writes it anew, so its time tells one loss of saves from the next. */
export interface ReadMark extends Mark {
  /** Epoch milliseconds. */
  writtenAtMs: number;
}

/** Undefined: no vault was ever here. `unreadable`: one was, but the mark does not say which; a good vault opens all the same. */
export async function readMark(disk: Disk, path: string): Promise<ReadMark | 'unreadable' | undefined> {
  try {
    const bytes = await unlessMissing(readWhole(disk, path, 4096));
    if (!bytes) return undefined;
    const { data } = mark.safeParse(JSON.parse(bytes.toString('utf8')));
    return data ? { ...data, writtenAtMs: (await disk.stat(path)).modifiedMs } : 'unreadable';
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) !== undefined) return 'unreadable';
    throw error;
  }
}

/**
 * Written after a save that is already durable, and never the reason to call that save failed: a mark that lags behind
 * is still true. So a disk error here is let pass. `unreadable`: a vault is here, and any one is expected.
 */
export async function writeMark(disk: Disk, path: string, content: Mark | 'unreadable'): Promise<void> {
  const temp = tempNameFor(path);
  try {
    await writeNew(disk, temp, [Buffer.from(JSON.stringify(content), 'utf8')], { durable: false });
    await renameOver(disk, temp, path);
  } catch (error) {
    await removeQuietly(disk, temp);
    if (errnoOf(error) === undefined) throw error;
  }
}
