import { z } from 'zod';
import { Failure } from '../../../main/core/failure.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { optionsFor } from './options.ts';
import { order, type Order, type Report } from './savingReports.ts';

const tell = (message: Report): unknown => process.send?.(message);

/** Two entries a save, so that half a save would show; every ninth time the password changes, which rewrites generations. */
async function saveUntilKilled({ folder, password }: Order<'saveUntilKilled'>): Promise<never> {
  const vault = new Vault(optionsFor(folder));
  await vault.unlock({ password });
  const known = vault.entries('counter').length === 0 ? 0 : z.number().parse(vault.read('counter'));
  let current = password;
  for (let count = known + 1; ; count += 1) {
    await vault.transact((tx) => {
      tx.put({ id: 'counter', type: 'counter', summary: null, secret: count });
      const secret = { count, filler: 'x'.repeat((count * 997) % 20_000) };
      tx.put({ id: `entry${count % 5}`, type: 'entry', summary: { count }, secret });
    });
    tell({ kind: 'saved', count });
    if (count % 9 !== 0) continue;
    const next = `password ${count}`;
    tell({ kind: 'changing', password: next });
    await vault.changePassword({ current, next });
    tell({ kind: 'changed', password: next });
    current = next;
  }
}

const held: Vault[] = [];

/** Opens and saves while another process does the same; the vault stays open, as in an application that goes on running. */
async function race({ folder, password, name, saves }: Order<'race'>): Promise<void> {
  const vault = new Vault(optionsFor(folder));
  held.push(vault);
  const saved: string[] = [];
  const refused: string[] = [];
  for (let count = 0; count < saves; count += 1) {
    const id = `${name}${count}`;
    try {
      if (count === 0) await vault.unlock({ password });
      await vault.transact((tx) => tx.put({ id, type: 'entry', summary: null, secret: id }));
      saved.push(id);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.push(error.code);
    }
  }
  tell({ kind: 'raced', saved, refused });
}

process.on('message', (message: unknown) => {
  const parsed = order.parse(message);
  void (parsed.kind === 'race' ? race(parsed) : saveUntilKilled(parsed));
});
tell({ kind: 'ready' });
