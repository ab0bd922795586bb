import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../../main/core/failure.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { isTempName } from '../../../main/vault/format/wholeFile.ts';
import { gateSize, reportGate } from '../../support/gates.ts';
import { optionsFor } from '../../support/vault/options.ts';
import { createSavers, type SavingProcess } from '../../support/vault/savers.ts';

const KILLS = gateSize('KILLS', 200);
/** A disk that makes every save wait, and where there is one a file system in memory, so that kills hit every step. */
const PLACES = [tmpdir(), ...(existsSync('/dev/shm') ? ['/dev/shm'] : [])];

let startSaver: () => Promise<SavingProcess>;
beforeAll(async () => {
  startSaver = await createSavers();
});

interface Tally {
  kills: number;
  saves: number;
  'leftovers swept': number;
  'saves lost': number;
  unopenable: number;
  'leftovers after the next start': number;
}

/** The state of one folder as far as acknowledged, and the password that a change may have put in place. */
interface Known {
  count: number;
  password: string;
  maybe?: string;
}

function learn(known: Known, { told }: SavingProcess): Known {
  const { maybe: _settled, ...learned } = known;
  const result: Known = learned;
  for (const message of told) {
    if (message.kind === 'saved') result.count = message.count;
    if (message.kind === 'changing') result.maybe = message.password;
    if (message.kind !== 'changed') continue;
    result.password = message.password;
    delete result.maybe;
  }
  return result;
}

const tempsIn = async (folder: string): Promise<number> => (await readdir(folder)).filter(isTempName).length;

async function unlockWithEither(vault: Vault, { password, maybe }: Known): Promise<string> {
  try {
    await vault.unlock({ password });
    return password;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'vault.wrong-password' || maybe === undefined) throw error;
    await vault.unlock({ password: maybe });
    return maybe;
  }
}

/** Opens the vault as the next start does, and says what the kill left. */
async function examine(folder: string, known: Known, tally: Tally): Promise<Known> {
  tally['leftovers swept'] += await tempsIn(folder);
  const vault = new Vault(optionsFor(folder));
  try {
    await vault.status();
    tally['leftovers after the next start'] += await tempsIn(folder);
    const password = await unlockWithEither(vault, known);
    const count = vault.entries('counter').length === 0 ? 0 : z.number().parse(vault.read('counter'));
    const entries = vault.entries('entry').map(({ id }) => z.object({ count: z.number() }).parse(vault.read(id)).count);
    // Both entries of the last save, or neither.
    expect(Math.max(0, ...entries)).toBe(count);
    if (count < known.count) tally['saves lost'] += 1;
    return { count, password };
  } catch (error) {
    tally.unopenable += 1;
    throw error;
  } finally {
    await vault.close();
  }
}

async function killIn(place: string, kills: number, tally: Tally): Promise<void> {
  const folder = await mkdtemp(join(place, 'vault-kills-'));
  const first = new Vault(optionsFor(folder));
  await first.create({ password: 'first', useOsKeyring: false });
  await first.close();
  let known: Known = { count: 0, password: 'first' };
  for (let kill = 0; kill < kills; kill += 1) {
    const saver = await startSaver();
    saver.send({ kind: 'saveUntilKilled', folder, password: known.password });
    // Half of the kills hit the start and the unlock, half the saves. The wait is no patience: its length is the input of this test.
    if (kill % 2 === 0) await saver.next('saved');
    await wait(Math.random() * 60);
    await saver.kill();
    const learned = learn(known, saver);
    tally.saves += learned.count - known.count;
    tally.kills += 1;
    known = await examine(folder, learned, tally);
  }
  await rm(folder, { recursive: true });
}

it(`loses no acknowledged save in ${KILLS} kills`, { timeout: 60_000 + KILLS * 1_000 }, async () => {
  const tally: Tally = {
    kills: 0,
    saves: 0,
    'leftovers swept': 0,
    'saves lost': 0,
    unopenable: 0,
    'leftovers after the next start': 0,
  };
  await Promise.all(PLACES.map((place) => killIn(place, Math.ceil(KILLS / PLACES.length), tally)));
  reportGate('saver, killed', { ...tally });
  expect(tally).toMatchObject({ 'saves lost': 0, unopenable: 0, 'leftovers after the next start': 0 });
  // Without these the kills hit nothing, and the gate would prove nothing.
  expect(tally.saves).toBeGreaterThan(KILLS);
  expect(tally['leftovers swept']).toBeGreaterThan(0);
});
