import { z } from 'zod';
import type { ConnectionInput, ConnectionSummary } from '#contract/connection.ts';
import { GRANT_TYPES, connectionInput } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { guideEntriesOf } from '../../guide/ticks.ts';
import type { Now } from '../../http.ts';
import { compact, toJson } from '../../json.ts';
import { isInMemory } from '../../records.ts';
import type { JsonValue, Records, Transaction } from '../../records.ts';
import { mergeConnection, summarizeConnection } from './connection.ts';
import type { ParsedConnection } from './connection.ts';
import { readConnectionKey } from '../clientAuth/connectionKey.ts';
import { flowEntriesOf } from '../flow/storedFlows.ts';
import { historyId } from '../tokens/history.ts';
import type { ReadKey } from '../clientAuth/keyPort.ts';
import { limitsSchema, storedConnectionSchema } from './storedConnection.ts';
import type { StoredConnection } from './storedConnection.ts';
import { tokenEntriesOf } from '../tokens/storedToken.ts';
import { unansweredEntriesOf } from '../tokens/unansweredRefresh.ts';

const TYPE = 'connection';

const summarySchema = z.object({
  id: z.string(),
  name: z.string(),
  environment: z.string(),
  domainUrl: z.string().exactOptional(),
  clientId: z.string(),
  grantType: z.enum(GRANT_TYPES),
  scope: z.string(),
  apiBaseUrl: z.string().exactOptional(),
  limits: limitsSchema.exactOptional(),
  sandbox: z.boolean(),
  updatedAt: z.number(),
});

export interface ConnectionPorts {
  records: Records;
  now: Now;
  newId: () => string;
  readKey: ReadKey;
}

/** In the order of their names, as people sort them: without regard to case, numbers by value. */
export function listConnections(records: Records): ConnectionSummary[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return records
    .entries(TYPE)
    .map((entry) => summarySchema.safeParse(entry.summary))
    .flatMap((parsed) => (parsed.success ? [compact(parsed.data)] : []))
    .sort((a, b) => compare(a.name, b.name));
}

export function hasConnection(records: Records, id: string): boolean {
  return records.entries(TYPE).some((entry) => entry.id === id);
}

/** Throws `input.not-found` for an id that is no connection's. */
export function readConnection(records: Records, id: string): StoredConnection {
  if (!hasConnection(records, id)) {
    throw new Failure('input.not-found', 'This connection is no longer stored.', { field: 'connectionId' });
  }
  const parsed = storedConnectionSchema.safeParse(records.read(id));
  if (!parsed.success)
    throw new Failure('vault.corrupt', 'A stored connection cannot be read.', { cause: parsed.error });
  return parsed.data;
}

export function putConnection(transaction: Transaction, connection: StoredConnection): void {
  transaction.put({
    id: connection.id,
    type: TYPE,
    summary: toJson(summarizeConnection(connection)),
    secret: toJson(connection),
  });
}

/** Adds or changes a connection. A failure that leaves it in memory tells its `id` in the details. `sandbox` marks the ones that the practice domain makes, whose ids it chooses. */
export async function saveConnection(
  ports: ConnectionPorts,
  input: ParsedConnection,
  options: { sandbox?: boolean } = {},
): Promise<StoredConnection> {
  const isNew = input.id === undefined || (options.sandbox === true && !hasConnection(ports.records, input.id));
  const stored = isNew || input.id === undefined ? undefined : readConnection(ports.records, input.id);
  const key = await readConnectionKey(ports.readKey, input.clientAuth, stored?.clientAuth);
  const connection = mergeConnection(input, stored, {
    id: input.id ?? ports.newId(),
    key,
    now: ports.now(),
    ...options,
  });
  try {
    await ports.records.transact((transaction) => putConnection(transaction, connection));
  } catch (error) {
    if (!isInMemory(error)) throw error;
    // Whoever saves a new connection once more must not make a second one of it.
    const { code, message, details, cause } = error;
    throw new Failure(code, message, { cause, details: { ...details, id: connection.id } });
  }
  return connection;
}

/** A copy with its secrets, without tokens, history and the ticks of its guide. */
export async function duplicateConnection(ports: ConnectionPorts, id: string): Promise<StoredConnection> {
  const original = readConnection(ports.records, id);
  const now = ports.now();
  const copy = {
    ...original,
    id: ports.newId(),
    name: `${original.name} (copy)`,
    sandbox: false,
    createdAt: now,
    updatedAt: now,
  };
  await ports.records.transact((transaction) => putConnection(transaction, copy));
  return copy;
}

interface RemovedRecord {
  id: string;
  type: string;
  summary: JsonValue;
  secret: JsonValue;
}

/** Removed connections with all that belonged to them, so that a removal can be undone. Lives in memory; cleared when the vault locks. */
export type RemovedConnections = Map<string, readonly RemovedRecord[]>;

const RESTORABLE = 50;

/** Removes a connection with all that belongs to it, and remembers that. Throws `input.not-found`. */
export async function removeConnection(records: Records, removed: RemovedConnections, id: string): Promise<void> {
  readConnection(records, id);
  const belongings = [
    ...records.entries(TYPE).filter((entry) => entry.id === id),
    ...tokenEntriesOf(records, id),
    ...records.entries('history').filter((entry) => entry.id === historyId(id)),
    ...flowEntriesOf(records, id),
    ...unansweredEntriesOf(records, id),
    ...guideEntriesOf(records, id),
  ].map((entry) => ({ ...entry, secret: records.read(entry.id) }));
  await records.transact((transaction) => {
    for (const record of belongings) transaction.remove(record.id);
  });
  removed.delete(id);
  removed.set(id, belongings);
  for (const oldest of [...removed.keys()].slice(0, -RESTORABLE)) removed.delete(oldest);
}

/** Puts a removed connection back. Throws `input.not-found` when it was not removed, or too long ago. */
export async function restoreConnection(records: Records, removed: RemovedConnections, id: string): Promise<void> {
  const belongings = removed.get(id);
  if (!belongings) {
    throw new Failure('input.not-found', 'There is nothing left to bring back for this connection.', { field: 'id' });
  }
  await records.transact((transaction) => {
    for (const record of belongings) transaction.put(record);
  });
  removed.delete(id);
}

/**
 * Creates or brings up to date the connections that the practice domain makes: their ids are its keys, so that each start finds the ones
 * of the last.
 */
export async function saveSandboxConnections(
  ports: ConnectionPorts,
  connections: readonly { key: string; input: ConnectionInput }[],
): Promise<ConnectionSummary[]> {
  const summaries: ConnectionSummary[] = [];
  for (const { key, input } of connections) {
    const parsed = connectionInput.parse({ ...input, id: key });
    summaries.push(summarizeConnection(await saveConnection(ports, parsed, { sandbox: true })));
  }
  return summaries;
}
