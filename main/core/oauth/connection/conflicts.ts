import type { Conflict, ConflictChoice, Imported } from '#contract/conflict.ts';
import type { ConnectionSummary } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import type { Records } from '../../records.ts';
import { listConnections, putConnection, readConnection } from './connections.ts';
import type { ConnectionPorts } from './connections.ts';
import { storedConnectionSchema } from './storedConnection.ts';
import type { StoredConnection } from './storedConnection.ts';

interface Met {
  mine: ConnectionSummary;
  reason: Conflict['reason'];
}

/** Which connection of the vault one from elsewhere meets, if any. */
export type Meet = (theirs: StoredConnection) => Met | undefined;

/** A copy of one that was here, or the same client of the same domain under the same grant. Throws `vault.locked`. */
export function meetAsCapsule(records: Records): Meet {
  const present = listConnections(records);
  const clients = own(present, clientKey);
  return (theirs) => {
    const copied = present.find(({ id }) => id === theirs.id);
    if (copied) return { mine: copied, reason: 'same-id' };
    const mine = clients.get(clientKey(theirs))?.find(({ grantType }) => grantType === theirs.grant.type);
    return mine && { mine, reason: 'same-client' };
  };
}

/**
 * The same client of the same domain, or the same name in the same environment. A table hardly says its grant, so that tells two connections
 * of one client apart only together with the name. Throws `vault.locked`.
 */
export function meetAsTable(records: Records): Meet {
  const present = listConnections(records);
  const clients = own(present, clientKey);
  const names = own(present, nameKey);
  return (theirs) => {
    const ofClient = clients.get(clientKey(theirs)) ?? [];
    const named = ofClient.filter((mine) => nameKey(mine) === nameKey(theirs));
    const isOfGrant = ({ grantType }: ConnectionSummary): boolean => grantType === theirs.grant.type;
    const client = named.find(isOfGrant) ?? named[0] ?? ofClient.find(isOfGrant) ?? ofClient[0];
    if (client) return { mine: client, reason: 'same-client' };
    const mine = names.get(nameKey(theirs))?.[0];
    return mine && { mine, reason: 'same-name' };
  };
}

type Named = Pick<ConnectionSummary, 'environment' | 'name'>;
type Client = Pick<StoredConnection, 'domainUrl' | 'clientId'>;

const clientKey = ({ domainUrl, clientId }: Client): string => JSON.stringify([domainUrl, clientId]);
const nameKey = ({ environment, name }: Named): string => JSON.stringify([environment, name]);

/** The person's own connections, which those of the practice domain are not, by a key. */
function own(
  present: readonly ConnectionSummary[],
  keyOf: (mine: ConnectionSummary) => string,
): Map<string, ConnectionSummary[]> {
  const found = new Map<string, ConnectionSummary[]>();
  for (const mine of present) {
    if (mine.sandbox) continue;
    const alike = found.get(keyOf(mine));
    if (alike) alike.push(mine);
    else found.set(keyOf(mine), [mine]);
  }
  return found;
}

/** What a connection is, apart from its times and what binds this copy of it: two with the same text are the same. */
export function contentOf(connection: StoredConnection): string {
  // The schema puts the members in one order.
  const { id, createdAt, updatedAt, limits, sandbox, ...content } = storedConnectionSchema.parse(connection);
  return JSON.stringify(content);
}

/** What a connection from elsewhere meets, as a person is told it. */
export function conflictOf(records: Records, meet: Meet, theirs: StoredConnection): Conflict | undefined {
  const met = meet(theirs);
  if (!met) return undefined;
  const { id, name, updatedAt } = met.mine;
  const identical = contentOf(readConnection(records, id)) === contentOf(theirs);
  return { id, name, updatedAt, reason: met.reason, identical };
}

interface ImportOptions {
  meet: Meet;
  /** By the id of the incoming connection. */
  choices: ReadonlyMap<string, ConflictChoice>;
  /** What is replaced stays bound by the limits that its sender set: these are not for the receiver to lift. */
  keepsLimits?: boolean;
}

/**
 * Puts the chosen connections in, all in one transaction, so that one earlier generation has everything as it was before. Without a choice
 * one that meets none of the vault comes in, and one that does is left out. What was changed here since a preview is judged as it is now.
 * Throws `vault.*`, and `input.invalid` where two would replace the same.
 */
export async function importConnections(
  { records, newId }: ConnectionPorts,
  theirs: readonly StoredConnection[],
  { meet, choices, keepsLimits = false }: ImportOptions,
): Promise<Imported> {
  const names = new Set(listConnections(records).map(nameKey));
  const imported = { added: 0, replaced: 0, leftOut: 0 };
  const replaced = new Set<string>();
  const incoming: StoredConnection[] = [];
  for (const connection of theirs) {
    const met = meet(connection);
    const choice = choices.get(connection.id) ?? (met ? 'mine' : 'theirs');
    if (choice === 'mine') imported.leftOut += 1;
    else if (choice === 'theirs' && met) {
      const { id, name } = met.mine;
      if (replaced.has(id)) throw twice(name);
      replaced.add(id);
      const { createdAt, limits } = readConnection(records, id);
      incoming.push(compact({ ...connection, id, createdAt, limits: keepsLimits ? limits : connection.limits }));
      imported.replaced += 1;
    } else {
      const id = met?.reason === 'same-id' ? newId() : connection.id;
      incoming.push({ ...connection, id, name: freeName(connection, names) });
      imported.added += 1;
    }
  }
  await records.transact((transaction) => {
    for (const connection of incoming) putConnection(transaction, connection);
  });
  return imported;
}

/** `PROD`, then `PROD (2)`, `PROD (3)` in one environment. */
function freeName({ name, environment }: Named, taken: Set<string>): string {
  let free = name;
  const keyOf = (): string => nameKey({ name: free, environment });
  for (let count = 2; taken.has(keyOf()); count += 1) free = `${name.slice(0, 190)} (${count})`;
  taken.add(keyOf());
  return free;
}

function twice(name: string): Failure {
  return new Failure('input.invalid', `Two of them would take the place of ${name}. Choose one of them.`, {
    field: 'choices',
  });
}
