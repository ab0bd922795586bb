import type { Disk, DiskFile } from '../../../main/vault/ports.ts';

export type Fault = 'EIO' | 'EPERM' | 'EACCES' | 'EROFS' | 'ENOSPC' | 'EDQUOT' | 'EMFILE' | 'short';

export interface FailingDisk extends Disk {
  /** The call with this number (from 1, counted from now on) fails. `short`: that write goes half way, and the next one finds the disk full. */
  arm: (call: number, fault: Fault) => void;
  /** Ends it; answers which call failed, or undefined when there were not so many. */
  disarm: () => string | undefined;
  /** Targets of the renames that took place since `arm`. */
  renamed: string[];
}

/** A disk of which one system call fails, once. */
export function createFailingDisk(disk: Disk): FailingDisk {
  let left = 0;
  let fault: Fault = 'EIO';
  let hit: string | undefined;
  let isFull = false;
  const renamed: string[] = [];

  function countCall(name: string): void {
    if (isFull && name === 'write') {
      isFull = false;
      throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    }
    if (left === 0 || (fault === 'short' && name !== 'write')) return;
    left -= 1;
    if (left > 0) return;
    hit = name;
    if (fault === 'short') isFull = true;
    else throw Object.assign(new Error(`${fault}: injected into ${name}`), { code: fault });
  }

  const wrap = (file: DiskFile): DiskFile => ({
    write: async (bytes, position) => {
      countCall('write');
      return file.write(isFull ? bytes.subarray(0, bytes.length >> 1) : bytes, position);
    },
    read: async (into, position) => {
      countCall('read');
      return file.read(into, position);
    },
    size: async () => {
      countCall('size');
      return file.size();
    },
    sync: async () => {
      countCall('sync');
      await file.sync();
    },
    // The descriptor is gone in any case, as with close(2).
    close: async () => {
      await file.close();
      countCall('close');
    },
  });

  return {
    renamed,
    arm: (call, kind) => {
      renamed.length = 0;
      [left, fault, hit, isFull] = [call, kind, undefined, false];
    },
    disarm: () => {
      [left, isFull] = [0, false];
      return hit;
    },
    open: async (path, how) => {
      countCall(`open ${how}`);
      return wrap(await disk.open(path, how));
    },
    stat: async (path) => {
      countCall('stat');
      return disk.stat(path);
    },
    rename: async (from, to) => {
      countCall('rename');
      await disk.rename(from, to);
      renamed.push(to);
    },
    link: async (from, to) => {
      countCall('link');
      await disk.link(from, to);
    },
    remove: async (path) => {
      countCall('remove');
      await disk.remove(path);
    },
    list: async (folder) => {
      countCall('list');
      return disk.list(folder);
    },
    makeFolder: async (path) => {
      countCall('makeFolder');
      await disk.makeFolder(path);
    },
  };
}
