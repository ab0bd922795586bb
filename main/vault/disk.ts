import { link, mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import type { Disk, DiskFile } from './ports.ts';

const FLAGS = { read: 'r', create: 'wx', folder: 'r' } as const;

function fileOf(handle: FileHandle): DiskFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    size: async () => (await handle.stat()).size,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
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
    },
  };
}
