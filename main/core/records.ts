import { Failure } from './failure.ts';

/** What JSON can carry. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { readonly [key: string]: JsonValue };

/** One record as the list knows it: its summary is encrypted too, but apart from the secret part. */
export interface Entry {
  id: string;
  type: string;
  summary: JsonValue;
}

export interface Transaction {
  put(record: { id: string; type: string; summary: JsonValue; secret: JsonValue }): void;
  remove(id: string): void;
}

/** How far a transaction must have come before it is answered. */
export type Until = 'on-disk' | 'in-memory';

/**
 * The vault as the core sees it. Every method fails with `vault.locked` while the vault is locked.
 * `read` fails with `input.not-found`; `transact` resolves only when the change is on disk and fails with `vault.not-saved` or `vault.conflict`
 * when only memory has it.
 * With `in-memory` it resolves as soon as the change is in force, and the vault saves it meanwhile.
 */
export interface Records {
  entries(type: string): readonly Entry[];
  read(id: string): JsonValue;
  transact<Value>(change: (transaction: Transaction) => Value, until?: Until): Promise<Value>;
}

/** Whether a failed transaction is in force all the same: memory has the change, and the status of the vault tells that the disk has not. */
export function isInMemory(error: unknown): error is Failure {
  return error instanceof Failure && (error.code === 'vault.not-saved' || error.code === 'vault.conflict');
}

/** Throws `vault.locked`. A locked vault is a locked app: nothing is sent in its name and nothing of it is shown. */
export function requireUnlocked(records: Records): void {
  records.entries('connection');
}
