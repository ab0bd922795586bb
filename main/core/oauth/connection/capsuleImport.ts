import type { CapsuleConnection } from '#contract/capsule.ts';
import { connectionInput } from '#contract/connection.ts';
import type { ConnectionLimits } from '#contract/connection.ts';
import { compact } from '../../json.ts';
import type { JsonValue, Records } from '../../records.ts';
import { conflictOf, meetAsCapsule } from './conflicts.ts';
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

/** What would come in, and what it would meet here. Throws `vault.locked`. */
export function previewConnections(records: Records, theirs: readonly StoredConnection[]): CapsuleConnection[] {
  const meet = meetAsCapsule(records);
  return theirs.map((connection) =>
    compact({
      id: connection.id,
      name: connection.name,
      environment: connection.environment,
      clientId: connection.clientId,
      grantType: connection.grant.type,
      hosts: hostsOf(connection),
      updatedAt: connection.updatedAt,
      conflict: conflictOf(records, meet, connection),
    }),
  );
}
