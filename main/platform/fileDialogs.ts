import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { FileDialogs, FileInMaking, FileKind } from '../core/files.ts';
import { createDisk } from '../vault/disk/disk.ts';
import { errnoOf, fileNotSaved } from '../vault/failures.ts';
import type { Disk } from '../vault/ports.ts';
import { readWhole, replaceFile } from '../vault/format/wholeFile.ts';
import { startFile } from './fileInMaking.ts';
import type { UnfinishedFiles } from './unfinishedFiles.ts';

/** The two dialogs, in the form that a test can stand in for. Undefined: closed without a choice. */
export interface AskForPath {
  open(title: string, kinds: FileKind[]): Promise<string | undefined>;
  save(title: string, defaultName: string, kinds: FileKind[]): Promise<string | undefined>;
}

function unreadable(error: unknown): Failure {
  const code = errnoOf(error);
  if (code === undefined) throw error;
  return new Failure('input.unreadable-file', `This file cannot be read (${code}). Choose another one.`, {
    cause: error,
  });
}

/** Files by dialog; written by the same careful steps as the vault itself. With `unfinished` a file in the making does not outlast a kill for long. */
export function createFileDialogs(
  ask: AskForPath,
  disk: Disk = createDisk(),
  unfinished?: UnfinishedFiles,
): FileDialogs {
  const making = new Set<FileInMaking>();
  return {
    open: async ({ title, kinds, maxBytes }) => {
      const path = await ask.open(title, kinds);
      if (path === undefined) return undefined;
      try {
        const { size, mtimeMs } = await stat(path);
        if (size > maxBytes) throw tooLarge(maxBytes);
        const bytes = await readWhole(disk, path, maxBytes);
        if (bytes.length > maxBytes) throw tooLarge(maxBytes);
        return { fileName: basename(path), bytes, modifiedAt: mtimeMs };
      } catch (error) {
        throw error instanceof Failure ? error : unreadable(error);
      }
    },
    save: async ({ title, defaultName, kinds }, bytes) => {
      const path = await ask.save(title, defaultName, kinds);
      if (path === undefined) return undefined;
      try {
        await replaceFile(disk, path, [Buffer.from(bytes)]);
      } catch (error) {
        throw errnoOf(error) === undefined ? error : fileNotSaved(error);
      }
      return basename(path);
    },
    create: async ({ title, defaultName, kinds }) => {
      const path = await ask.save(title, defaultName, kinds);
      if (path === undefined) return undefined;
      const file = await startFile(path, { disk, unfinished, onEnd: () => making.delete(file) });
      making.add(file);
      return file;
    },
    discardUnfinished: async () => {
      await Promise.allSettled([...making].map((file) => file.discard()));
    },
  };
}

function tooLarge(maxBytes: number): Failure {
  const megabytes = Math.floor(maxBytes / 1_048_576);
  return new Failure('input.too-large', `This file is larger than ${megabytes} MiB, which is more than is read here.`);
}
