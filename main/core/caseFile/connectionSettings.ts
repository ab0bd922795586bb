import type { CaseSetting } from '#contract/caseFile.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';

/** How a connection is set up, in names and values; of a secret only that it is stored. */
export function connectionSettings(connection: StoredConnection): CaseSetting[] {
  const { clientAuth, grant, endpoints, api, tls, proxy } = connection;
  const stored = (secret: string | undefined): string | undefined => (secret === undefined ? undefined : 'stored');
  const rows: [name: string, value: string | undefined][] = [
    ['Connection', connection.name],
    ['Environment', connection.environment],
    ['Identity domain', connection.domainUrl],
    ...Object.entries(endpoints).map(([name, url]): [string, string | undefined] => [`Endpoint: ${name}`, url]),
    ['Client ID', connection.clientId],
    ['Client authentication', clientAuth.method],
    ['Client credential', stored(clientAuth.secret)],
    ['Signing key', clientAuth.keyKind ?? stored(clientAuth.privateKey)],
    ['Key ID', clientAuth.keyId],
    ['Signing algorithm', clientAuth.algorithm],
    ['Audience of the client assertion', clientAuth.audience],
    ['Client certificate', stored(clientAuth.certificate)],
    ['Client certificate valid until', dateOf(clientAuth.certificateValidTo)],
    ['Grant', grant.type],
    ['User name', grant.username],
    ['Credential of the user', stored(grant.password)],
    ['Redirect URI', grant.redirectUri],
    ['Subject of the assertion', grant.subject],
    ['Audience of the grant', grant.audience],
    ['Resource', grant.resource],
    ...Object.entries(grant.extraParameters),
    ['Scope', connection.scope],
    ['API base URL', api.baseUrl],
    ['Own CA certificates', stored(tls.caCertificates)],
    ['Proxy', proxy.mode === 'manual' ? proxy.url : proxy.mode],
    ['Made by the sandbox', connection.sandbox ? 'yes' : undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}

const dateOf = (at: number | undefined): string | undefined =>
  at === undefined || !Number.isFinite(at) ? undefined : new Date(at).toISOString();
