import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { createDisk } from '../../../main/vault/disk/disk.ts';
import type { Disk, Processes } from '../../../main/vault/ports.ts';
import { Vault } from '../../../main/vault/vault.ts';
import { isTempName } from '../../../main/vault/format/wholeFile.ts';
import { gateSize, reportGate } from '../../support/gates.ts';
import { optionsFor } from '../../support/vault/options.ts';
import { createRecordingDisk, layOut, powerCuts, type Event, type PowerCut } from '../../support/vault/powerCuts.ts';
import { slotsOfAllFiles } from '../../support/vault/slotsOfFiles.ts';

const CUTS = gateSize('POWER', 500);
const SEED = gateSize('SEED', 4_711);
/** The starts after a cut need no lasting disk. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** What the next start may find: a vault that opens with this password and holds this count, or none yet. */
type State = { password: string; count: number } | 'absent' | 'vault.missing-file';

/** What was acknowledged before this moment, or may be the case while a call is under way. */
interface Promised {
  mayBe: State[];
  /** Files that must be somewhere in the folder, under whatever name, by the start of their checksum. */
  kept?: string[];
}

/** Each start of the computer has its own processes; those of an earlier one run no more. */
function processesOf(boot: string): Processes {
  return {
    self: async () => ({ pid: process.pid, start: boot, host: 'here' }),
    isRunning: async ({ start }) => start === boot,
  };
}

function createDays(): () => number {
  let day = 0;
  return () => Date.UTC(2026, 0, (day += 1));
}

interface History {
  vault: Vault;
  /** Runs a call of which, while it runs, both states are possible, and afterwards only the second. */
  during: (call: () => Promise<unknown>, from: State[], to: State, kept?: string[]) => Promise<void>;
  folder: string;
}

async function record(disk: Disk, live: (history: History) => Promise<void>): Promise<Event<Promised>[]> {
  const root = await mkdtemp(join(tmpdir(), 'vault-power-'));
  const recording = createRecordingDisk<Promised>(disk, root);
  const folder = join(root, 'vault');
  const vault = new Vault(
    optionsFor(folder, { disk: recording, processes: processesOf('first'), nowMs: createDays() }),
  );
  await live({
    vault,
    folder,
    during: async (call, from, to, kept = []) => {
      recording.remark({ mayBe: [...from, to], kept });
      await call();
      recording.remark({ mayBe: [to], kept });
    },
  });
  await vault.close();
  await rm(root, { recursive: true });
  return recording.events;
}

const put = (vault: Vault, count: number): Promise<void> =>
  vault.transact((tx) => {
    tx.put({ id: 'count', type: 'counter', summary: null, secret: count });
    tx.put({ id: `e${count % 7}`, type: 'entry', summary: { count }, secret: 'x'.repeat(count * 90) });
  });

/** Saves on ten days, so that generations are rotated and dropped; a change of the password; an earlier state restored. */
async function lifeOfAVault({ vault, during }: History): Promise<void> {
  const at = (count: number, password = 'old'): State => ({ password, count });
  await during(() => vault.create({ password: 'old', useOsKeyring: false }), ['absent'], at(0));
  for (let count = 1; count <= 10; count += 1) await during(() => put(vault, count), [at(count - 1)], at(count));
  await during(() => vault.changePassword({ current: 'old', next: 'new' }), [at(10)], at(10, 'new'));
  await during(() => put(vault, 11), [at(10, 'new')], at(11, 'new'));
  const earlier = (await vault.generations()).find(({ current }) => !current)?.generation ?? '';
  await during(() => vault.restore({ generation: earlier }), [at(11, 'new')], at(10, 'new'));
  await vault.unlock({ password: 'new' });
  await during(() => put(vault, 12), [at(10, 'new')], at(12, 'new'));
}

const sumOf = async (folder: string): Promise<string> =>
  (await readFile(join(folder, 'vault.json'), 'latin1')).slice(-105);

/** A new vault in the place of one that is set aside. */
async function freshStart({ vault, folder, during }: History): Promise<void> {
  const first: State = { password: 'first', count: 1 };
  await vault.create({ password: 'first', useOsKeyring: false });
  await put(vault, 1);
  vault.lock();
  const aside = [await sumOf(folder)];
  const fresh = () => vault.create({ password: 'second', useOsKeyring: false, startFresh: true });
  await during(fresh, [first, 'vault.missing-file', 'absent'], { password: 'second', count: 0 }, aside);
  await during(() => put(vault, 1), [{ password: 'second', count: 0 }], { password: 'second', count: 1 }, aside);
}

/** FAT and some network folders know no second name of a file. */
function withoutLinks(disk: Disk): Disk {
  return { ...disk, link: () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })) };
}

async function open(vault: Vault, folder: string, mayBe: State[]): Promise<State> {
  const { state, reason } = await vault.status();
  if ((await readdir(folder)).some(isTempName)) throw new Error('leftovers after the start');
  if (state === 'absent') return 'absent';
  if (reason?.code === 'vault.missing-file') return 'vault.missing-file';
  if (reason !== undefined) throw new Error(`${state}: ${reason.message}`);
  for (const password of new Set(mayBe.flatMap((it) => (typeof it === 'string' ? [] : [it.password])))) {
    try {
      await vault.unlock({ password });
      const count = vault.entries('counter').length === 0 ? 0 : Number(vault.read('count'));
      return { password, count };
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'vault.wrong-password') throw error;
    }
  }
  throw new Error('no password opens it');
}

async function allFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Starts a vault on what the cut left, as the next start of the computer does. Undefined: all is well. */
async function whatIsWrong({ remains, note: { mayBe, kept = [] } }: PowerCut<Promised>): Promise<string | undefined> {
  const root = await mkdtemp(join(PLACE, 'vault-power-'));
  const folder = join(root, 'vault');
  layOut(remains, root);
  const vault = new Vault(optionsFor(folder, { processes: processesOf('second') }));
  try {
    const found = await open(vault, folder, mayBe);
    const tails = await Promise.all(
      (await allFiles(folder)).map(async (path) => (await readFile(path, 'latin1')).slice(-105)),
    );
    if (!kept.every((sum) => tails.includes(sum))) return 'file lost';
    if (!mayBe.some((state) => JSON.stringify(state) === JSON.stringify(found))) return 'save lost';
    if ((await vault.generations()).some(({ good }) => !good)) return 'generation damaged';
    if (typeof found === 'string') return undefined;
    await put(vault, found.count + 1);
    await vault.close();
    return (await slotsOfAllFiles(folder)).size === 1 ? undefined : 'old password opens a generation';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  } finally {
    await vault.close();
    await rm(root, { recursive: true });
  }
}

async function examine(events: Event<Promised>[], wanted: number): Promise<Record<string, number>> {
  const tally: Record<string, number> = { cuts: 0 };
  for (const cut of powerCuts(events, SEED, wanted)) {
    tally['cuts'] = (tally['cuts'] ?? 0) + 1;
    const wrong = await whatIsWrong(cut);
    if (wrong !== undefined) tally[wrong] = (tally[wrong] ?? 0) + 1;
  }
  return tally;
}

const HISTORIES = [
  { name: 'life of a vault', share: 0.6, disk: createDisk(), live: lifeOfAVault },
  { name: 'life without hard links', share: 0.2, disk: withoutLinks(createDisk()), live: lifeOfAVault },
  { name: 'fresh start', share: 0.2, disk: createDisk(), live: freshStart },
];

describe.each(HISTORIES)(
  'the power cut off during the $name',
  { timeout: 60_000 + CUTS * 500 },
  ({ name, share, disk, live }) => {
    let events: Event<Promised>[];
    beforeAll(async () => {
      events = await record(disk, live);
    });

    it('loses no acknowledged save, and leaves a vault that opens', async () => {
      const tally = await examine(events, Math.ceil(CUTS * share));
      reportGate(`power, ${name}`, tally);
      expect(Object.keys(tally)).toEqual(['cuts']);
    });

    // Without these the cuts could hit nothing that matters, and the gate would prove nothing.
    it.each(['sync', 'syncFolder'] as const)('would be noticed without the %s', async (forgotten) => {
      const tally = await examine(
        events.filter(({ kind }) => kind !== forgotten),
        60,
      );
      expect(Object.keys(tally).length).toBeGreaterThan(1);
    });
  },
);
