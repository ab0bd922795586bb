import type { GrantType } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import { encodeSamlAssertion } from '../clientAuth/pastedAssertion.ts';
import type { SigningPorts } from '../clientAuth/signing.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import { userAssertionOf } from '../clientAuth/userAssertion.ts';

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
  /** What was asked for in an earlier step, where the token request itself names no scope. */
  requestedScope?: string;
  /** Those of the values that are secret. */
  secrets: string[];
}

type Grant = (
  ports: SigningPorts,
  connection: StoredConnection,
  overrides: Overrides,
) => GrantRequest | Promise<GrantRequest>;

const GRANTS: Record<GrantType, Grant> = {
  client_credentials: (_, connection, overrides) => ({
    grantType: 'client_credentials',
    parameters: scopeOf(connection, overrides),
    secrets: [],
  }),
  password: (_, connection, overrides) => {
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
  refresh_token: (_, connection, overrides) => {
    const { refreshToken } = connection.grant;
    if (!refreshToken) throw missing('Enter the refresh token to begin with.', 'refreshToken');
    return refreshRequest(refreshToken, scopeOf(connection, overrides));
  },
  jwt_bearer: async (ports, connection, overrides) => {
    const assertion = await userAssertionOf(ports, connection, overrides);
    return assertionRequest('jwt_bearer', assertion, scopeOf(connection, overrides));
  },
  saml2_bearer: (ports, connection, overrides) => {
    const pasted = overrides.assertion ?? connection.grant.assertion;
    if (!pasted) throw missing('Paste the SAML 2.0 assertion.', 'assertion');
    const assertion = encodeSamlAssertion(pasted, ports.now);
    return assertionRequest('saml2_bearer', assertion, scopeOf(connection, overrides));
  },
  token_exchange: (_, connection, overrides) => tokenExchangeRequest(connection, overrides),
  tls_client_auth: tlsRequest,
  tls_cert_auth: tlsRequest,
  authorization_code: needsPerson,
  device_code: needsPerson,
};

/** The grants that a person completes in a browser have steps of their own, in `flow/`. */
function needsPerson(): never {
  throw new Failure('input.unsupported', 'This grant needs you to sign in. Ask for the token on the Token tab first.', {
    field: 'connection.grant.type',
  });
}

export function isInteractive(type: GrantType): boolean {
  return type === 'authorization_code' || type === 'device_code';
}

/** What the connection's grant sends. Throws `input.*`, naming the field. */
export async function grantRequestOf(
  ports: SigningPorts,
  connection: StoredConnection,
  overrides: Overrides = {},
): Promise<GrantRequest> {
  const request = await GRANTS[connection.grant.type](ports, connection, overrides);
  return { ...request, parameters: [...request.parameters, ...extraParametersOf(connection)] };
}

/** The request of an assertion grant with a word in the place of the assertion; nothing is signed for it. */
export function assertionSketchOf(connection: StoredConnection, type: AssertionGrant, word: string): GrantRequest {
  const { parameters, ...request } = assertionRequest(type, word, scopeOf(connection, {}));
  return { ...request, parameters: [...parameters, ...extraParametersOf(connection)] };
}

export type AssertionGrant = 'jwt_bearer' | 'saml2_bearer';

function assertionRequest(type: AssertionGrant, assertion: string, scope: Parameter[]): GrantRequest {
  const grantType = `urn:ietf:params:oauth:grant-type:${type === 'jwt_bearer' ? 'jwt-bearer' : 'saml2-bearer'}`;
  return { grantType, parameters: [['assertion', assertion], ...scope], secrets: [assertion] };
}

/** Oracle's TLS grant: the certificate in the handshake is the whole proof. */
function tlsRequest(_: SigningPorts, connection: StoredConnection, overrides: Overrides): GrantRequest {
  return { grantType: connection.grant.type, parameters: scopeOf(connection, overrides), secrets: [] };
}

const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** Token exchange, RFC 8693 §2.1. */
function tokenExchangeRequest(connection: StoredConnection, overrides: Overrides): GrantRequest {
  const { grant } = connection;
  const subjectToken = overrides.subjectToken ?? grant.subjectToken;
  if (!subjectToken) throw missing('Enter the token that is to be exchanged.', 'subjectToken');
  const actor: Parameter[] =
    grant.actorToken === undefined
      ? []
      : [
          ['actor_token', grant.actorToken],
          ['actor_token_type', grant.actorTokenType ?? ACCESS_TOKEN_TYPE],
        ];
  const optional: [name: string, value: string | undefined][] = [
    ['requested_token_type', grant.requestedTokenType],
    ['audience', grant.audience],
    ['resource', grant.resource],
  ];
  return {
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    parameters: [
      ['subject_token', subjectToken],
      ['subject_token_type', grant.subjectTokenType ?? ACCESS_TOKEN_TYPE],
      ...actor,
      ...optional.flatMap(([name, value]): Parameter[] => (value === undefined ? [] : [[name, value]])),
      ...scopeOf(connection, overrides),
    ],
    secrets: [subjectToken, ...(grant.actorToken === undefined ? [] : [grant.actorToken])],
  };
}

/** The refresh grant, RFC 6749 §6; without a scope it renews the one that was granted. */
export function refreshRequest(refreshToken: string, scope: Parameter[] = []): GrantRequest {
  return {
    grantType: 'refresh_token',
    parameters: [['refresh_token', refreshToken], ...scope],
    secrets: [refreshToken],
  };
}

export function scopeOf(connection: StoredConnection, overrides: Overrides): Parameter[] {
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
  'assertion',
  'client_assertion',
  'client_assertion_type',
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
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
