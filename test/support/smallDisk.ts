import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  path: string;
  /** Leaves this many bytes free. */
  fill: (free: number) => Promise<void>;
  empty: () => Promise<void>;
  setReadOnly: (readOnly: boolean) => Promise<void>;
  remove: () => Promise<void>;
}

/** A file system of 512 KiB that really fills up; undefined where this user may not mount one. */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'vault-small-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', path]);
  } catch {
    // Not root, or no such system.
    await rm(path, { recursive: true });
    return undefined;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill: async (free) => {
      const { bavail, bsize } = await statfs(path);
      await writeFile(filler, Buffer.alloc(Math.max(Math.floor((bavail * bsize - free) / bsize), 0) * bsize));
    },
    empty: () => rm(filler, { force: true }),
    setReadOnly: async (readOnly) => {
      await run('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, path]);
    },
    remove: async () => {
      await run('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}
