import { join } from 'node:path';
import type { Records, Transaction } from '../../main/core/records.ts';
import { createDeriveKey } from '../../main/vault/format/argon2.ts';
import { DEFAULT_COST } from '../../main/vault/format/kdf.ts';
import { newId } from '../../main/vault/newId.ts';
import { Vault } from '../../main/vault/vault.ts';
import { addConnection } from '../support/connections.ts';
import { root } from '../support/launch.ts';
import { readKey } from '../support/readKey.ts';
import { PASSWORD } from '../support/steps.ts';
import { optionsFor } from '../support/vault/options.ts';

const ENVIRONMENTS = ['PROD', 'TEST', 'DEV'];

/** A profile of the app whose vault holds so many connections, saved as the page saves them, but all at once. */
export async function filledProfile(folder: string, connections: number): Promise<string> {
  const deriveKey = createDeriveKey(join(root, 'out/main/argon2Worker.js'));
  const vault = new Vault(optionsFor(join(folder, 'vault'), { deriveKey, cost: DEFAULT_COST }));
  await vault.create({ password: PASSWORD, useOsKeyring: false });
  const puts: Parameters<Transaction['put']>[0][] = [];
  const records: Records = {
    entries: (type) => vault.entries(type),
    read: (id) => vault.read(id),
    transact: async (change) => change({ put: (record) => puts.push(record), remove: () => undefined }),
  };
  for (let index = 0; index < connections; index += 1) {
    await addConnection(
      { records, now: Date.now, newId, readKey },
      { name: `Connection ${index}`, environment: ENVIRONMENTS[index % ENVIRONMENTS.length] ?? '' },
    );
  }
  await vault.transact((transaction) => puts.forEach((record) => transaction.put(record)));
  await vault.close();
  return folder;
}
