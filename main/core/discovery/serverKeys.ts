import { readConnection } from '../oauth/connection/connections.ts';
import { DOMAIN_PATHS } from '../oauth/connection/domainUrl.ts';
import type { OAuthPorts } from '../oauth/tokens/ports.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import { listTokens, readToken } from '../oauth/tokens/storedToken.ts';
import { fetchDocument } from './fetchDocument.ts';
import { fetchKeys } from './keySet.ts';
import type { FetchedKeys } from './keySet.ts';
import { readMetadata } from './metadata.ts';
import { serverOfConnection } from './server.ts';
import type { Server } from './server.ts';

interface CachedKeys {
  keys: FetchedKeys;
  fetchedAt: number;
}

/** By address of the key set: identity domains name their keys alike, so a key ID alone tells nothing. */
export type KeyCache = Map<string, CachedKeys>;

/** Signing keys change rarely, and a domain counts these requests. */
const KEPT_MS = 3_600_000;
/** A second look is allowed when the first is older than this. */
const REFETCH_AFTER_MS = 60_000;
const MAX_CACHED = 100;

/** The published keys of a connection's server; a good answer is kept. Throws `input.not-found`, `input.missing` and `cancelled`. */
export async function keysOfServer(
  ports: OAuthPorts & { keyCache: KeyCache },
  connectionId: string,
  { refetch = false, bearer }: { refetch?: boolean; bearer?: string | undefined } = {},
): Promise<FetchedKeys & { fromCache: boolean }> {
  const connection = readConnection(ports.records, connectionId);
  const server = serverOfConnection(connection);
  const url = connection.endpoints.jwks ?? (await publishedAddress(ports, connection, server));
  const cached = ports.keyCache.get(url);
  const age = cached === undefined ? Infinity : ports.now() - cached.fetchedAt;
  if (cached && age < (refetch ? REFETCH_AFTER_MS : KEPT_MS)) return { ...cached.keys, fromCache: true };
  const keys = await fetchAnyWay(ports, { connection, server, bearer }, url);
  if (keys.facts.state === 'public') remember(ports.keyCache, url, { keys, fetchedAt: ports.now() });
  return { ...keys, fromCache: false };
}

async function publishedAddress(ports: OAuthPorts, connection: StoredConnection, server: Server): Promise<string> {
  const usual = server.origin + DOMAIN_PATHS.jwks;
  const isDomain = connection.domainUrl !== undefined && connection.endpoints.token === undefined;
  // An identity domain has one place for its keys, so its metadata need not be asked.
  if (isDomain && /oraclecloud|oraclegovcloud/.test(server.origin)) return usual;
  const { members } = await fetchDocument(ports.sendHttp, server, 'openid-configuration');
  return readMetadata(members ?? {}, `${server.origin}/`).endpoints.jwks ?? usual;
}

/** A domain that hides its key from strangers shows it to whoever has one of its tokens, so one of this connection is tried. */
async function fetchAnyWay(
  ports: OAuthPorts,
  { connection, server, bearer }: { connection: StoredConnection; server: Server; bearer: string | undefined },
  url: string,
): Promise<FetchedKeys> {
  const keys = await fetchKeys(ports.sendHttp, server, url);
  const isOwnHost = new URL(url).origin === server.origin;
  if (keys.facts.state !== 'private' || !isOwnHost) return keys;
  const accessToken = bearer ?? validTokenOf(ports, connection);
  return accessToken === undefined ? keys : fetchKeys(ports.sendHttp, server, url, { bearer: accessToken });
}

function validTokenOf({ records, now }: OAuthPorts, { id }: StoredConnection): string | undefined {
  const valid = listTokens(records, id).find(({ expiresAt }) => (expiresAt ?? 0) > now());
  return valid && readToken(records, valid.id).accessToken;
}

function remember(cache: KeyCache, url: string, entry: CachedKeys): void {
  cache.delete(url);
  cache.set(url, entry);
  const oldest = cache.keys().next().value;
  if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
}
