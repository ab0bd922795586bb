import { constants } from 'node:fs';
import { chmod, link, mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { errnoOf } from '../failures.ts';
import type { Disk, DiskFile } from '../ports.ts';

// Without `O_NONBLOCK` the opening of a named pipe would wait for its writer, and a thread of ours with it. Windows has neither.
const READ = constants.O_RDONLY | constants.O_NONBLOCK;
const FLAGS = { read: READ, create: 'wx', folder: READ } as const;

function fileOf(handle: FileHandle): DiskFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    size: async () => (await handle.stat()).size,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** A folder that was there already may let others look in. Where it cannot be helped, the vault is sealed all the same. */
async function closeToOthers(folder: string): Promise<void> {
  if (process.platform === 'win32' || ((await stat(folder)).mode & 0o077) === 0) return;
  await chmod(folder, 0o700).catch((error: unknown) => {
    if (errnoOf(error) === undefined) throw error;
  });
}

/** The real disk. Every call leaves the event loop free. */
export function createDisk(): Disk {
  return {
    open: async (path, how) => fileOf(await open(path, FLAGS[how], 0o600)),
    stat: async (path) => {
      const { size, mtimeMs } = await stat(path);
      return { size, modifiedMs: mtimeMs };
    },
    rename,
    link,
    remove: unlink,
    list: (folder) => readdir(folder),
    makeFolder: async (path) => {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await closeToOthers(path);
    },
  };
}
