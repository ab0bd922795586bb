import { join } from 'node:path';
import type { VaultGeneration } from '#contract/vault.ts';
import { Failure } from '../../core/failure.ts';
import { MAX_FILE_BYTES, parseEnvelope, TAIL_LENGTH } from '../format/envelope.ts';
import { errnoOf } from '../failures.ts';
import type { Disk } from '../ports.ts';
import { compareRecords, salvageRecords } from './salvage.ts';
import { keepAs, readTail, readWhole, renameOver, unlessMissing } from '../format/wholeFile.ts';

export const PRIMARY = 'vault.json';
const RECENT = 3;
const DAYS = 7;
const DAY_NAME = /^vault\.json\.day-\d{4}-\d{2}-\d{2}$/;
const KEPT_NAME = /^vault\.json\.(?:[1-3]|day-\d{4}-\d{2}-\d{2})$/;
const BESIDE_NAME = /^vault\.(?:conflict|corrupt|replaced)-[\w.-]+\.json$/;

const recentName = (age: number): string => `${PRIMARY}.${age}`;

/** Names that are file generations of the vault itself, so that a change of password must reach them. */
export function isKeptGeneration(name: string): boolean {
  return KEPT_NAME.test(name) || BESIDE_NAME.test(name);
}

async function keepRecent(disk: Disk, folder: string, currentTail: string): Promise<void> {
  const newest = join(folder, recentName(1));
  // A save that failed after this step and is tried again must not push out the older ones with copies of the same.
  if ((await unlessMissing(readTail(disk, newest, TAIL_LENGTH))) === currentTail) return;
  for (let age = RECENT; age > 1; age -= 1) {
    await unlessMissing(renameOver(disk, join(folder, recentName(age - 1)), join(folder, recentName(age))));
  }
  await keepAs(disk, join(folder, PRIMARY), newest, MAX_FILE_BYTES);
}

async function keepDaily(disk: Disk, folder: string, nowMs: number): Promise<void> {
  const name = `${PRIMARY}.day-${new Date(nowMs).toISOString().slice(0, 10)}`;
  const days = (await disk.list(folder)).filter((found) => DAY_NAME.test(found)).sort();
  if (days.includes(name)) return;
  await keepAs(disk, join(folder, PRIMARY), join(folder, name), MAX_FILE_BYTES);
  // Days ahead are those of a clock that was wrong: they go first, or they would push out every day to come.
  const oldest = [...days.filter((day) => day > name), ...days.filter((day) => day < name)];
  for (const old of oldest.slice(0, Math.max(days.length + 1 - DAYS, 0)))
    await unlessMissing(disk.remove(join(folder, old)));
}

/** Before the primary is replaced: keeps it as the newest of three, and as the day's when it is the first of the day. */
export async function keepGeneration(disk: Disk, folder: string, currentTail: string, nowMs: number): Promise<void> {
  await keepRecent(disk, folder, currentTail);
  await keepDaily(disk, folder, nowMs);
}

/** A generation and where it is; names move on with every save, so the page is given the start of the checksum instead. */
export interface FoundGeneration extends VaultGeneration {
  name: string;
}

async function describe(
  disk: Disk,
  folder: string,
  name: string,
  inUse: ReadonlyMap<string, string> | undefined,
): Promise<FoundGeneration | undefined> {
  const path = join(folder, name);
  const file = await unlessMissing(disk.stat(path));
  if (!file) return undefined;
  const common = { name, savedAt: file.modifiedMs, bytes: file.size, current: name === PRIMARY };
  try {
    const { image, sum } = await parseEnvelope(await readWhole(disk, path, MAX_FILE_BYTES));
    const generation = `${image.head.rev}-${sum.toString('hex', 0, 8)}`;
    const differs = inUse && name !== PRIMARY ? compareRecords(image.records, inUse) : undefined;
    const facts = { good: true, revision: image.head.rev, records: image.records.size };
    return { ...common, generation, ...facts, ...(differs && { differs }) };
  } catch (error) {
    if (!(error instanceof Failure) && errnoOf(error) === undefined) throw error;
    return { ...common, generation: name, good: false };
  }
}

/** Whether anything is kept here of a vault besides the one in use. */
export async function hasKept(disk: Disk, folder: string): Promise<boolean> {
  return (await unlessMissing(disk.list(folder)))?.some(isKeptGeneration) === true;
}

/** Undefined when the file in use is missing or cannot be read: then its earlier states are wanted most of all. */
async function readInUse(disk: Disk, folder: string): Promise<Buffer | undefined> {
  try {
    return await readWhole(disk, join(folder, PRIMARY), MAX_FILE_BYTES);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** All that could be restored, newest first; one of several equal ones. */
export async function findGenerations(disk: Disk, folder: string): Promise<FoundGeneration[]> {
  const names = (await disk.list(folder)).filter((name) => name === PRIMARY || isKeptGeneration(name)).sort();
  const primary = await readInUse(disk, folder);
  const inUse = primary && salvageRecords(primary);
  const found = new Map<string, FoundGeneration>();
  for (const name of names) {
    const generation = await describe(disk, folder, name, inUse);
    if (generation && !found.has(generation.generation)) found.set(generation.generation, generation);
  }
  return [...found.values()].sort((left, right) => (right.revision ?? -1) - (left.revision ?? -1));
}
