import type { ClientAuthMethod, GrantType } from '#contract/connection.ts';
import type { GuideServer } from '#contract/guide.ts';
import { isOracleDomain } from '../oauth/connection/domainUrl.ts';
import { readScope } from '../oauth/exchange/scope.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';

/** What decides which steps a guide has and how they are told. */
export interface Situation {
  grant: GrantType;
  method: ClientAuthMethod;
  server: GuideServer;
  wantsRefresh: boolean;
  /** Which service the scope belongs to, as far as its form tells. */
  api: 'utilities' | 'integration' | 'administration' | 'unknown';
}

/** What the person chose, and what the connection says where they did not. */
export interface Wish {
  grant: GrantType;
  clientAuth?: ClientAuthMethod | undefined;
  server?: GuideServer | undefined;
  refresh?: boolean | undefined;
}

/**
 * Grants whose reply can hold a refresh token. Client credentials, RFC 6749 §4.4.3, and the TLS grants never do; a token exchange may,
 * RFC 8693 §2.2.1, but an identity domain does not tell of it.
 */
const REFRESHABLE: ReadonlySet<GrantType> = new Set([
  'password',
  'authorization_code',
  'jwt_bearer',
  'saml2_bearer',
  'device_code',
  'refresh_token',
]);

export function canRefresh(grant: GrantType): boolean {
  return REFRESHABLE.has(grant);
}

export function situationOf(wish: Wish, connection: StoredConnection | undefined): Situation {
  const { grant } = wish;
  const scope = connection?.scope ?? '';
  const wanted = grant === 'refresh_token' || (wish.refresh ?? readScope(scope).offlineAccess);
  return {
    grant,
    method: wish.clientAuth ?? connection?.clientAuth.method ?? 'client_secret_basic',
    server: wish.server ?? serverOf(connection),
    wantsRefresh: canRefresh(grant) && wanted,
    api: apiOf(scope),
  };
}

/** The practice domain stands for an identity domain. A vanity address is none that can be told, so the person may say what it is. */
function serverOf(connection: StoredConnection | undefined): GuideServer {
  if (connection === undefined || connection.sandbox) return 'identity-domain';
  const address = connection.endpoints.token ?? connection.domainUrl;
  return address !== undefined && isOracleDomain(new URL(address).hostname) ? 'identity-domain' : 'other';
}

function apiOf(scope: string): Situation['api'] {
  if (/(?:^|\s)urn:opc:idm:/.test(scope)) return 'administration';
  if (/\.integration\.|\/ic\/api\//.test(scope)) return 'integration';
  return readScope(scope).kind === 'none' ? 'unknown' : 'utilities';
}

/** The client stands for itself: no user is named, so the token's subject is the client. */
export function isClientAlone({ grant }: Situation): boolean {
  return grant === 'client_credentials' || usesTlsGrant(grant);
}

export function usesTlsGrant(grant: GrantType): boolean {
  return grant === 'tls_client_auth' || grant === 'tls_cert_auth';
}

/** The client shows its certificate in the handshake. */
export function usesMutualTls({ grant, method }: Situation): boolean {
  return method === 'tls_client_auth' || usesTlsGrant(grant);
}

/** The server has to know a certificate or key of the client. */
export function needsKey(situation: Situation): boolean {
  return situation.method === 'private_key_jwt' || situation.grant === 'jwt_bearer' || usesMutualTls(situation);
}

/** Something that the client signs, or another party signed, carries times that are compared with the server's clock. */
export function sendsAssertion({ grant, method }: Situation): boolean {
  const isSigned = method === 'private_key_jwt' || method === 'client_secret_jwt';
  return isSigned || grant === 'jwt_bearer' || grant === 'saml2_bearer';
}

export function usesSecret({ grant, method }: Situation): boolean {
  return method.startsWith('client_secret_') && !usesTlsGrant(grant);
}

/** A new scope is chosen with this grant; the others bring one along. */
export function choosesScope({ grant }: Situation): boolean {
  return grant !== 'refresh_token' && grant !== 'token_exchange';
}
