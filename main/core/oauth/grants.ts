import type { GrantType } from '#contract/connection.ts';
import { Failure } from '../failure.ts';
import type { StoredConnection } from './storedConnection.ts';

/** What a request may set in place of the stored values, for once. */
export interface Overrides {
  scope?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  subject?: string | undefined;
  assertion?: string | undefined;
  subjectToken?: string | undefined;
}

export type Parameter = [name: string, value: string];

/** The part of a token request that its grant decides. */
export interface GrantRequest {
  /** As it goes over the wire. */
  grantType: string;
  parameters: Parameter[];
  /** Those of the values that are secret. */
  secrets: string[];
}

const GRANTS: Record<GrantType, (connection: StoredConnection, overrides: Overrides) => GrantRequest> = {
  client_credentials: (connection, overrides) => ({
    grantType: 'client_credentials',
    parameters: scopeOf(connection, overrides),
    secrets: [],
  }),
  password: (connection, overrides) => {
    const username = overrides.username ?? connection.grant.username;
    const password = overrides.password ?? connection.grant.password;
    if (!username) throw missing('Enter the user name that the token is for.', 'username');
    if (!password) throw missing('Enter the password of the user.', 'password');
    return {
      grantType: 'password',
      parameters: [['username', username], ['password', password], ...scopeOf(connection, overrides)],
      secrets: [password],
    };
  },
  refresh_token: (connection, overrides) => {
    const { refreshToken } = connection.grant;
    if (!refreshToken) throw missing('Enter the refresh token to begin with.', 'refreshToken');
    return refreshRequest(refreshToken, scopeOf(connection, overrides));
  },
  authorization_code: notYet,
  device_code: notYet,
  jwt_bearer: notYet,
  saml2_bearer: notYet,
  token_exchange: notYet,
  tls_client_auth: notYet,
  tls_cert_auth: notYet,
};

function notYet(connection: StoredConnection): never {
  const { type } = connection.grant;
  throw new Failure('input.unsupported', `The grant ${type} cannot be used yet.`, { field: 'connection.grant.type' });
}

/** What the connection's grant sends. Throws `input.missing` and `input.invalid`, naming the field. */
export function grantRequestOf(connection: StoredConnection, overrides: Overrides = {}): GrantRequest {
  const request = GRANTS[connection.grant.type](connection, overrides);
  return { ...request, parameters: [...request.parameters, ...extraParametersOf(connection)] };
}

/** The refresh grant, RFC 6749 §6; without a scope it renews the one that was granted. */
export function refreshRequest(refreshToken: string, scope: Parameter[] = []): GrantRequest {
  return {
    grantType: 'refresh_token',
    parameters: [['refresh_token', refreshToken], ...scope],
    secrets: [refreshToken],
  };
}

function scopeOf(connection: StoredConnection, overrides: Overrides): Parameter[] {
  const scope = (overrides.scope ?? connection.scope).trim();
  return scope === '' ? [] : [['scope', scope.split(/\s+/).join(' ')]];
}

/** Set by the form, not by hand: a second value would make the request ambiguous. */
const OWN_PARAMETERS = new Set([
  'grant_type',
  'client_id',
  'client_secret',
  'scope',
  'username',
  'password',
  'refresh_token',
]);

function extraParametersOf(connection: StoredConnection): Parameter[] {
  const extra = Object.entries(connection.grant.extraParameters).filter(([name]) => name !== '');
  for (const [name] of extra) {
    if (OWN_PARAMETERS.has(name)) {
      throw new Failure('input.invalid', `${name} has its own field; take it out of the further parameters.`, {
        field: `connection.grant.extraParameters.${name}`,
      });
    }
  }
  return extra;
}

function missing(sentence: string, field: string): Failure {
  return new Failure('input.missing', sentence, { field: `connection.grant.${field}` });
}
