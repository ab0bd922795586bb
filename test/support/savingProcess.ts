import { z } from 'zod';
import { ANY_FILE } from '../../main/core/files.ts';
import { createFileDialogs } from '../../main/platform/fileDialogs.ts';
import { createUnfinishedFiles } from '../../main/platform/unfinishedFiles.ts';
import { createDisk } from '../../main/vault/disk/disk.ts';

const order = z.strictObject({ path: z.string(), notes: z.string() });

/** Writes a file as a reply is saved, and never ends it. */
async function saveUntilKilled({ path, notes }: z.output<typeof order>): Promise<void> {
  const disk = createDisk();
  const answer = () => Promise.resolve(path);
  const files = createFileDialogs({ open: answer, save: answer }, disk, createUnfinishedFiles(disk, notes));
  const file = await files.create({ title: 'Save', defaultName: 'reply.bin', kinds: [ANY_FILE] });
  await file?.write(Buffer.alloc(3_000_000, 'a reply '));
  process.send?.('writing');
}

process.on('message', (message: unknown) => void saveUntilKilled(order.parse(message)));
process.send?.('ready');
