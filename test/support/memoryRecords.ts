import { Failure } from '../../main/core/failure.ts';
import type { Entry, JsonValue, Records, Transaction } from '../../main/core/records.ts';

export interface MemoryRecords extends Records {
  lock(): void;
  unlock(): void;
  /** Makes the next transactions fail as a full disk does. */
  breakDisk(): void;
  /** Ids in the order in which they were written, one array a transaction. */
  readonly writes: string[][];
}

/** The vault's port in memory: atomic transactions, a lock, and a note of every write. */
export function createMemoryRecords(onWrite: () => void = () => undefined): MemoryRecords {
  const stored = new Map<string, Entry & { secret: JsonValue }>();
  const writes: string[][] = [];
  let isLocked = false;
  let isBroken = false;
  const requireUnlocked = (): void => {
    if (isLocked) throw new Failure('vault.locked', 'The vault is locked.');
  };
  return {
    writes,
    lock: () => void (isLocked = true),
    unlock: () => void (isLocked = false),
    breakDisk: () => void (isBroken = true),
    entries(type) {
      requireUnlocked();
      return [...stored.values()]
        .filter((record) => record.type === type)
        .map(({ id, summary }) => ({ id, type, summary: structuredClone(summary) }));
    },
    read(id) {
      requireUnlocked();
      const record = stored.get(id);
      if (!record) throw new Failure('input.not-found', 'There is no such record.');
      return structuredClone(record.secret);
    },
    async transact(change) {
      requireUnlocked();
      const staged: (() => void)[] = [];
      const touched: string[] = [];
      const transaction: Transaction = {
        put(record) {
          touched.push(record.id);
          const copy = structuredClone(record);
          staged.push(() => stored.set(copy.id, copy));
        },
        remove(id) {
          touched.push(id);
          staged.push(() => stored.delete(id));
        },
      };
      const value = change(transaction);
      if (isBroken) throw new Failure('vault.not-saved', 'The disk is full.');
      await Promise.resolve();
      requireUnlocked();
      for (const apply of staged) apply();
      writes.push(touched);
      onWrite();
      return value;
    },
  };
}
