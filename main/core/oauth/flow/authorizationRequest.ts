import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import { Failure } from '../../failure.ts';
import { endpointOf } from '../connection/endpoints.ts';
import { scopeOf } from '../tokens/grants.ts';
import type { Overrides, Parameter } from '../tokens/grants.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

/** One authorization request, RFC 6749 §4.1.1, with what its answer is measured by. */
export interface AuthorizationRequest {
  url: string;
  parameters: Parameter[];
  redirectUri: string;
  state: string;
  /** Only with the scope `openid`: without it no ID token comes that could carry it. */
  nonce: string | undefined;
  codeVerifier: string;
}

/** Set by the flow itself. A further parameter of this name would make the request ambiguous, or undo its protection. */
const OWN_PARAMETERS = new Set([
  ...['response_type', 'response_mode', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce'],
  ...['code_challenge', 'code_challenge_method', 'request', 'request_uri', 'client_secret'],
]);

/** PKCE with S256 and a state always, RFC 9700 §2.1.1. Throws `input.*`. */
export async function createAuthorizationRequest(
  connection: StoredConnection,
  overrides: Overrides,
  redirectUri: string,
): Promise<AuthorizationRequest> {
  const codeVerifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const scope = scopeOf(connection, overrides);
  const isOpenId = scope.some(([, value]) => value.split(' ').includes('openid'));
  const nonce = isOpenId ? generateRandomNonce() : undefined;
  const parameters: Parameter[] = [
    ['response_type', 'code'],
    ['client_id', connection.clientId],
    ['redirect_uri', redirectUri],
    ...scope,
    ['state', state],
    ...(nonce === undefined ? [] : [['nonce', nonce] satisfies Parameter]),
    ['code_challenge', await calculatePKCECodeChallenge(codeVerifier)],
    ['code_challenge_method', 'S256'],
    ...furtherParametersOf(connection),
  ];
  const url = endpointOf(connection, 'authorization');
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return { url: url.href, parameters, redirectUri, state, nonce, codeVerifier };
}

/** The further parameters of an interactive grant go to the page where the person signs in, not to the token endpoint. */
export function furtherParametersOf(connection: StoredConnection): Parameter[] {
  const further = Object.entries(connection.grant.extraParameters).filter(([name]) => name !== '');
  for (const [name] of further) {
    if (OWN_PARAMETERS.has(name)) {
      throw new Failure(
        'input.invalid',
        `${name} is set by the sign-in itself; take it out of the further parameters.`,
        {
          field: `connection.grant.extraParameters.${name}`,
        },
      );
    }
  }
  return further;
}
