import type { CapsuleChoice, CapsuleConflict, CapsuleConnection, CapsuleImported } from '#contract/capsule.ts';
import { connectionInput } from '#contract/connection.ts';
import type { ConnectionLimits, ConnectionSummary } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import type { JsonValue, Records } from '../../records.ts';
import { listConnections, putConnection, readConnection } from './connections.ts';
import type { ConnectionPorts } from './connections.ts';
import { parseAddress } from './domainUrl.ts';
import { hostsOf, narrowLimits } from './limits.ts';
import { storedConnectionSchema } from './storedConnection.ts';
import type { StoredConnection } from './storedConnection.ts';

/** The entries of an opened capsule and the limits that its sender set. */
export interface OpenedCapsule extends ConnectionLimits {
  entries: readonly { id: string; type: string; secret: JsonValue }[];
}

/** A capsule comes from somebody else: what is in it has to pass where typed input passes. */
function requireAcceptable({ domainUrl, endpoints, api, ...stored }: StoredConnection): void {
  const { id, limits, sandbox, createdAt, updatedAt, ...rest } = stored;
  const { keyKind, ...clientAuth } = rest.clientAuth;
  connectionInput.parse(compact({ ...rest, domainUrl, endpoints, api, clientAuth }));
  const field = 'connection';
  for (const address of [domainUrl, ...Object.values(endpoints)]) {
    if (address !== undefined) parseAddress(address, field);
  }
  if (api.baseUrl !== undefined) parseAddress(api.baseUrl, field, { plainHttp: true });
}

function readOne({ id, secret }: OpenedCapsule['entries'][number], limits: ConnectionLimits): StoredConnection[] {
  const parsed = storedConnectionSchema.safeParse(secret);
  if (!parsed.success || parsed.data.id !== id) return [];
  try {
    requireAcceptable(parsed.data);
  } catch {
    // Whatever the reason, it is counted as one that could not be read; nothing of a stranger's entry is quoted.
    return [];
  }
  const connection = compact({ ...parsed.data, sandbox: false, limits: narrowLimits(limits, parsed.data.limits) });
  return [connection];
}

/** The connections of a capsule, each bound by the capsule's limits and by those that it brings along. */
export function readCapsuleConnections({ entries, expiresAt, allowedHosts }: OpenedCapsule): StoredConnection[] {
  const limits = compact({ expiresAt, allowedHosts });
  return entries.filter(({ type }) => type === 'connection').flatMap((entry) => readOne(entry, limits));
}

function withoutTimes({ id, createdAt, updatedAt, limits, sandbox, ...rest }: StoredConnection): string {
  return JSON.stringify(Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function conflictOf(
  records: Records,
  present: readonly ConnectionSummary[],
  theirs: StoredConnection,
): CapsuleConflict | undefined {
  const sameId = present.find(({ id }) => id === theirs.id);
  const mine =
    sameId ??
    present.find(
      ({ domainUrl, clientId, grantType, sandbox }) =>
        !sandbox && domainUrl === theirs.domainUrl && clientId === theirs.clientId && grantType === theirs.grant.type,
    );
  if (!mine) return undefined;
  const identical = withoutTimes(readConnection(records, mine.id)) === withoutTimes(theirs);
  const reason = sameId ? 'same-id' : 'same-client';
  return { id: mine.id, name: mine.name, updatedAt: mine.updatedAt, reason, identical };
}

/** What would come in, and what it would meet here. Throws `vault.locked`. */
export function previewConnections(records: Records, theirs: readonly StoredConnection[]): CapsuleConnection[] {
  const present = listConnections(records);
  return theirs.map((connection) =>
    compact({
      id: connection.id,
      name: connection.name,
      environment: connection.environment,
      clientId: connection.clientId,
      grantType: connection.grant.type,
      hosts: hostsOf(connection),
      updatedAt: connection.updatedAt,
      conflict: conflictOf(records, present, connection),
    }),
  );
}

/** `PROD`, then `PROD (2)`, `PROD (3)`. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name.slice(0, 190)} (${count})`;
  taken.add(free);
  return free;
}

/**
 * Puts the chosen connections in, all in one transaction, so that one earlier generation has everything as it was before.
 * What was changed here since the preview is judged as it is now. Throws `vault.*`.
 */
export async function importConnections(
  ports: ConnectionPorts,
  theirs: readonly StoredConnection[],
  choices: ReadonlyMap<string, CapsuleChoice>,
): Promise<CapsuleImported> {
  const { records, newId } = ports;
  const present = listConnections(records);
  const names = new Set(present.map(({ name }) => name));
  const imported = { added: 0, replaced: 0, leftOut: 0 };
  const replaced = new Set<string>();
  const incoming: StoredConnection[] = [];
  for (const connection of theirs) {
    const conflict = conflictOf(records, present, connection);
    const choice = choices.get(connection.id) ?? (conflict ? 'mine' : 'theirs');
    if (choice === 'mine') imported.leftOut += 1;
    else if (choice === 'theirs' && conflict) {
      if (replaced.has(conflict.id)) throw twice(conflict.name);
      replaced.add(conflict.id);
      incoming.push({ ...connection, id: conflict.id, createdAt: readConnection(records, conflict.id).createdAt });
      imported.replaced += 1;
    } else {
      const id = conflict?.reason === 'same-id' ? newId() : connection.id;
      incoming.push({ ...connection, id, name: freeName(connection.name, names) });
      imported.added += 1;
    }
  }
  await records.transact((transaction) => {
    for (const connection of incoming) putConnection(transaction, connection);
  });
  return imported;
}

function twice(name: string): Failure {
  return new Failure(
    'input.invalid',
    `Two connections of the capsule would take the place of ${name}. Choose one of them.`,
    {
      field: 'choices',
    },
  );
}
