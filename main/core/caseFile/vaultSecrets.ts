import { secretsOf } from '../oauth/exchange/wire.ts';
import { listConnections, readConnection } from '../oauth/connection/connections.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import { listTokens, readToken } from '../oauth/tokens/storedToken.ts';
import type { Records } from '../records.ts';
import { isSecretName } from '../redact/names.ts';
import { listRequests } from '../request/savedRequests.ts';
import { isSecretParameter } from '../redact/names.ts';
import type { KnownSecret } from './pseudonyms.ts';

/** Everything secret that the vault holds, each with what it is. Throws `vault.locked`. */
export function vaultSecrets(records: Records): KnownSecret[] {
  const connections = listConnections(records).map(({ id }) => readConnection(records, id));
  return [
    ...connections.flatMap(connectionSecrets),
    ...listTokens(records).flatMap(({ id }) => tokenSecrets(records, id)),
    ...listRequests(records).flatMap(({ request }) => headerSecrets(request.headers ?? [])),
  ];
}

function connectionSecrets(connection: StoredConnection): KnownSecret[] {
  const { clientAuth, grant, proxy } = connection;
  const named: [string, string | undefined][] = [
    ['client_secret', clientAuth.secret],
    ['private_key', clientAuth.privateKey],
    ['password', grant.password],
    ['refresh_token', grant.refreshToken],
    ['assertion', grant.assertion],
    ['subject_token', grant.subjectToken],
    ['actor_token', grant.actorToken],
    ...Object.entries(grant.extraParameters).filter(([name, value]) => isSecretParameter(name, value)),
    ['proxy_password', proxy.url === undefined || !URL.canParse(proxy.url) ? undefined : new URL(proxy.url).password],
    // Whatever kind of secret a connection gets later.
    ...secretsOf(connection).map((value): [string, string] => ['secret', value]),
  ];
  return named.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}

function tokenSecrets(records: Records, id: string): KnownSecret[] {
  const { accessToken, refreshToken, idToken } = readToken(records, id);
  return [
    { name: 'access_token', value: accessToken },
    ...(refreshToken === undefined ? [] : [{ name: 'refresh_token', value: refreshToken }]),
    ...(idToken === undefined ? [] : [{ name: 'id_token', value: idToken }]),
  ];
}

function headerSecrets(headers: readonly (readonly [string, string])[]): KnownSecret[] {
  return headers
    .filter(([name, value]) => isSecretName(name, value))
    .map(([name, value]) => ({ name, value: value.replace(/^(?:basic|bearer|dpop) +/i, '') }));
}
