import { Vault } from '../../main/vault/vault.ts';
import { optionsFor } from '../support/vault/options.ts';
import { measure, type Row } from './measure.ts';

const password = 'bench';
const CONNECTIONS = 2_000;

/** The key derivation is left out of every figure: it is meant to be slow, and the budget is for what comes after it. */
export async function vaultRows(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  const vault = new Vault(optionsFor(folder));
  await vault.create({ password, useOsKeyring: false });
  const secret = {
    clientId: 'client',
    clientAuth: { method: 'client_secret_basic', secret: 's'.repeat(60) },
    notes: 'n'.repeat(1_500),
  };
  await vault.transact((tx) => {
    for (let id = 0; id < CONNECTIONS; id += 1) {
      tx.put({ id: `c${id}`, type: 'connection', summary: { name: `Connection ${id}`, environment: 'TEST' }, secret });
    }
  });
  const open = await measure(20, async () => {
    vault.lock();
    await vault.unlock({ password });
  });
  rows.push({ what: `vault of ${CONNECTIONS}: opens`, ...open, budget: '<= 300 ms', ratio: open.p50 / 300 });
  let count = 0;
  const save = await measure(40, () =>
    vault.transact((tx) => tx.put({ id: 'c1', type: 'connection', summary: { count: (count += 1) }, secret })),
  );
  rows.push({
    what: `vault of ${CONNECTIONS}: save of one`,
    ...save,
    budget: `p95 <= 150 ms (${save.p95.toFixed(1)})`,
    ratio: save.p95 / 150,
  });
  const lock = await measureLock(vault);
  rows.push({ what: `vault of ${CONNECTIONS}: lock`, ...lock, budget: '<= 100 ms', ratio: lock.p99 / 100 });
  await vault.close();
  return rows;
}

async function measureLock(vault: Vault): Promise<{ p50: number; p99: number }> {
  const taken: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    await vault.unlock({ password });
    const started = performance.now();
    vault.lock();
    taken.push(performance.now() - started);
  }
  taken.sort((left, right) => left - right);
  return { p50: taken[10] ?? NaN, p99: taken[19] ?? NaN };
}
