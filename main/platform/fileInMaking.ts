import { basename, dirname } from 'node:path';
import type { FileInMaking } from '../core/files.ts';
import { removeQuietly, renameOver, syncFolder, tempNameFor, writeFully } from '../vault/format/wholeFile.ts';
import { errnoOf, fileNotSaved } from '../vault/failures.ts';
import type { Disk, DiskFile } from '../vault/ports.ts';
import type { UnfinishedFiles } from './unfinishedFiles.ts';

/** Few large writes cost less than many small ones. One block is filled while the other is written. */
const BLOCK = 1_048_576;

async function toDisk<Value>(step: Promise<Value>): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    throw errnoOf(error) === undefined ? error : fileNotSaved(error);
  }
}

interface Surroundings {
  disk: Disk;
  unfinished: UnfinishedFiles | undefined;
  /** Told when the file is whole, or gone. */
  onEnd: () => void;
}

/** Begins a file that gets the name `path` when it is whole. */
export async function startFile(path: string, { disk, unfinished, onEnd }: Surroundings): Promise<FileInMaking> {
  const temp = tempNameFor(path);
  const file = await toDisk(disk.open(temp, 'create'));
  await unfinished?.note(temp);
  const end = async (): Promise<void> => {
    onEnd();
    await unfinished?.end(temp);
  };
  return createFileInMaking(disk, { file, temp, path, end });
}

interface Making {
  file: DiskFile;
  temp: string;
  path: string;
  end: () => Promise<void>;
}

function createFileInMaking(disk: Disk, { file, temp, path, end }: Making): FileInMaking {
  let [filling, spare] = [Buffer.allocUnsafeSlow(BLOCK), Buffer.allocUnsafeSlow(BLOCK)];
  let filled = 0;
  let written = 0;
  let writing = Promise.resolve();
  let isOpen = true;

  /** Waits for the block before, so that a disk that is slower than the network holds the network up. */
  async function writeBlock(): Promise<void> {
    await toDisk(writing);
    writing = writeFully(file, filling.subarray(0, filled), written);
    // It is told by the next step, which waits for it.
    writing.catch(() => undefined);
    written += filled;
    filled = 0;
    [filling, spare] = [spare, filling];
  }

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  }

  let isKept = false;
  return {
    get bytes() {
      return written + filled;
    },
    write: async (bytes) => {
      for (let from = 0; from < bytes.length;) {
        const part = bytes.subarray(from, from + BLOCK - filled);
        filling.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === BLOCK) await writeBlock();
      }
    },
    keep: async () => {
      await writeBlock();
      await toDisk(writing);
      await toDisk(file.sync());
      await toDisk(close());
      await toDisk(renameOver(disk, temp, path));
      isKept = true;
      await end();
      await toDisk(syncFolder(disk, dirname(path)));
      return basename(path);
    },
    discard: async () => {
      if (isKept) return;
      await Promise.allSettled([writing]);
      await Promise.allSettled([close()]);
      await removeQuietly(disk, temp);
      await end();
    },
  };
}
