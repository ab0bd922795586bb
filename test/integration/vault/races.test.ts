import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createProcesses } from '../../../main/vault/disk/processes.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { gateSize, reportGate } from '../../support/gates.ts';
import { optionsFor } from '../../support/vault/options.ts';
import { createSavers, type SavingProcess } from '../../support/vault/savers.ts';

const RACES = gateSize('RACES', 100);
const SAVES = 4;
const password = 'pass';

let startSaver: () => Promise<SavingProcess>;
beforeAll(async () => {
  startSaver = await createSavers();
});

/** The lock file of a process that was killed: both racers must find that it no longer runs. */
async function deadLock(): Promise<string> {
  const gone = spawn(process.execPath, ['-e', '']);
  const { host } = await createProcesses().self();
  const owner = { token: 'f'.repeat(32), pid: gone.pid, start: 'gone', host };
  await once(gone, 'exit');
  return JSON.stringify(owner);
}

async function entriesOf(folder: string): Promise<Set<string>> {
  await rm(join(folder, 'vault.lock'), { force: true });
  const vault = new Vault(optionsFor(folder));
  await vault.unlock({ password });
  const ids = vault.entries('entry').map(({ id }) => id);
  await vault.close();
  return new Set(ids);
}

it(
  `lets one of two processes save and refuses the other, ${RACES} times`,
  { timeout: 60_000 + RACES * 1_000 },
  async () => {
    const racers = await Promise.all([startSaver(), startSaver()]);
    const dead = await deadLock();
    const tally = {
      races: 0,
      'saves acknowledged': 0,
      refusals: 0,
      'saves lost': 0,
      'both saved': 0,
      'neither saved': 0,
    };
    for (let race = 0; race < RACES; race += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'vault-race-'));
      const made = new Vault(optionsFor(folder));
      await made.create({ password, useOsKeyring: false });
      await made.close();
      if (race % 2 === 1) await writeFile(join(folder, 'vault.lock'), dead);

      const ends = racers.map((racer) => racer.next('raced'));
      racers.forEach((racer, index) => {
        racer.send({ kind: 'race', folder, password, name: `racer${index}save`, saves: SAVES });
      });
      const results = await Promise.all(ends);

      const saved = results.flatMap((result) => result.saved);
      const found = await entriesOf(folder);
      tally.races += 1;
      tally['saves acknowledged'] += saved.length;
      tally.refusals += results.flatMap((result) => result.refused).length;
      tally['saves lost'] += saved.filter((id) => !found.has(id)).length;
      if (results.every((result) => result.saved.length > 0)) tally['both saved'] += 1;
      if (saved.length === 0) tally['neither saved'] += 1;
      for (const code of results.flatMap((result) => result.refused)) {
        expect(['vault.read-only', 'vault.conflict']).toContain(code);
      }
      await rm(folder, { recursive: true });
    }
    await Promise.all(racers.map((racer) => racer.kill()));
    reportGate('races of two processes', tally);
    expect(tally).toEqual({
      races: RACES,
      'saves acknowledged': RACES * SAVES,
      refusals: RACES * SAVES,
      'saves lost': 0,
      'both saved': 0,
      'neither saved': 0,
    });
  },
);
