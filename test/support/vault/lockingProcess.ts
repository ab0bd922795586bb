import { createInterface } from 'node:readline';
import { writeHeapSnapshot } from 'node:v8';
import { z } from 'zod';
import { createDeriveKey } from '../../../main/vault/format/argon2.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { optionsFor } from './options.ts';

const order = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open'), folder: z.string(), password: z.string(), workerFile: z.string() }),
  z.strictObject({ do: z.literal('lock') }),
  z.strictObject({ do: z.literal('snapshot'), file: z.string() }),
]);

let vault: Vault | undefined;

/** Opens, reads and saves, and locks, as an afternoon's work does; the other process looks at the memory of this one. */
async function obey(line: string): Promise<void> {
  const parsed = order.parse(JSON.parse(line));
  switch (parsed.do) {
    case 'open':
      vault = new Vault(optionsFor(parsed.folder, { deriveKey: createDeriveKey(parsed.workerFile) }));
      await vault.unlock({ password: parsed.password });
      for (const { id } of vault.entries('entry')) vault.read(id);
      await vault.transact((tx) => tx.put({ id: 'late', type: 'entry', summary: null, secret: 'x' }));
      break;
    case 'lock':
      vault?.lock();
      break;
    case 'snapshot':
      writeHeapSnapshot(parsed.file);
  }
  process.stdout.write('done\n');
}

createInterface(process.stdin).on('line', (line) => void obey(line));
