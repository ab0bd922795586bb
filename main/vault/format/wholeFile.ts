import { randomBytes } from 'node:crypto';
import { bytesOf } from './bytes.ts';
import { errnoOf } from '../failures.ts';
import type { Disk, DiskFile } from '../ports.ts';

const TEMP = /\.tmp-[0-9a-f]{16}$/;

/** In the same folder as its target, because a rename is atomic only within one file system. */
export function tempNameFor(path: string): string {
  return `${path}.tmp-${randomBytes(8).toString('hex')}`;
}

export function isTempName(name: string): boolean {
  return TEMP.test(name);
}

/** Undefined when there is no such file; every other failure is thrown, because it does not mean "absent". */
export async function unlessMissing<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readFully(file: DiskFile, into: Uint8Array, from: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const count = await file.read(into.subarray(done), from + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/** All bytes of a file, at most `limit` + 1 of them. */
export async function readWhole(disk: Disk, path: string, limit: number): Promise<Buffer> {
  const file = await disk.open(path, 'read');
  try {
    const bytes = bytesOf(Math.min(await file.size(), limit + 1));
    return bytes.subarray(0, await readFully(file, bytes, 0));
  } finally {
    await file.close();
  }
}

/** The last `length` bytes of a file as latin1 text. */
export async function readTail(disk: Disk, path: string, length: number): Promise<string> {
  const file = await disk.open(path, 'read');
  try {
    const bytes = bytesOf(length);
    const from = Math.max((await file.size()) - length, 0);
    return bytes.subarray(0, await readFully(file, bytes, from)).toString('latin1');
  } finally {
    await file.close();
  }
}

/** Writes all of it, in as many calls as the disk needs. */
export async function writeFully(file: DiskFile, chunk: Uint8Array, from: number): Promise<void> {
  let done = 0;
  while (done < chunk.length) {
    const count = await file.write(chunk.subarray(done), from + done);
    // A full disk may answer with a short count and only the next call with the error.
    if (count <= 0) throw Object.assign(new Error('The disk accepted no more bytes'), { code: 'ENOSPC' });
    done += count;
  }
}

async function requireSame(disk: Disk, path: string, chunks: readonly Buffer[]): Promise<void> {
  const file = await disk.open(path, 'read');
  try {
    let at = 0;
    for (const chunk of chunks) {
      const found = bytesOf(chunk.length);
      if ((await readFully(file, found, at)) !== chunk.length || !found.equals(chunk)) {
        throw Object.assign(new Error('The disk gave back other bytes than were written'), { code: 'EIO' });
      }
      at += chunk.length;
    }
    if ((await file.size()) !== at) throw Object.assign(new Error('The file has another length'), { code: 'EIO' });
  } finally {
    await file.close();
  }
}

/** Removes what a failed step left; the step's own error is the one worth reporting, and a start sweeps what remains. */
export async function removeQuietly(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/**
 * Writes a new file, syncs it and reads it back. On any failure the file is removed and the error thrown.
 * Not `durable`: for content that may be lost in a power cut; it is neither synced nor read back.
 */
export async function writeNew(
  disk: Disk,
  path: string,
  chunks: readonly Buffer[],
  { durable = true } = {},
): Promise<void> {
  const file = await disk.open(path, 'create');
  try {
    try {
      let at = 0;
      for (const chunk of chunks) {
        await writeFully(file, chunk, at);
        at += chunk.length;
      }
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    if (durable) await requireSame(disk, path, chunks);
  } catch (error) {
    await removeQuietly(disk, path);
    throw error;
  }
}

/** What file systems answer that know no hard links, such as FAT and some network folders. */
export const CANNOT_LINK: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'EXDEV',
  'EMLINK',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
]);
const BUSY = new Set(['EPERM', 'EBUSY', 'EACCES']);
const RENAME_TRIES = 60;

/** On Windows a scanner may hold a file for a moment, so a rename is tried for up to ten seconds there. */
export async function renameOver(disk: Disk, from: string, to: string, platform = process.platform): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await disk.rename(from, to);
      return;
    } catch (error) {
      const mayPass = platform === 'win32' && BUSY.has(errnoOf(error) ?? '') && attempt < RENAME_TRIES;
      if (!mayPass) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(attempt * 10, 200)));
    }
  }
}

/** File systems that cannot sync a folder say so in one of these ways; theirs is then the best that can be had. */
const CANNOT_SYNC_FOLDER = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR']);

/** Without it a power cut may undo a rename (fsync(2)). Windows has no such call. */
export async function syncFolder(disk: Disk, folder: string, platform = process.platform): Promise<void> {
  if (platform === 'win32') return;
  const handle = await disk.open(folder, 'folder');
  try {
    await handle.sync();
  } catch (error) {
    if (!CANNOT_SYNC_FOLDER.has(errnoOf(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Keeps what is at `from` under a second name. A hard link costs nothing; where there are none, it is copied. */
export async function keepAs(disk: Disk, from: string, to: string, limit: number): Promise<void> {
  try {
    await disk.link(from, to);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return;
    if (code === undefined || !CANNOT_LINK.has(code)) throw error;
    await replaceFile(disk, to, [await readWhole(disk, from, limit)]);
  }
}

/** Replaces a file by new content, in one step that a crash cannot halve. */
export async function replaceFile(disk: Disk, path: string, chunks: readonly Buffer[]): Promise<void> {
  const temp = tempNameFor(path);
  await writeNew(disk, temp, chunks);
  try {
    await renameOver(disk, temp, path);
  } catch (error) {
    await removeQuietly(disk, temp);
    throw error;
  }
}
