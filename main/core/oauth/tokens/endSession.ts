import { Failure } from '../../failure.ts';
import { readConnection } from '../connection/connections.ts';
import { endpointOf } from '../connection/endpoints.ts';
import { requireLimitsOf } from '../connection/limits.ts';
import type { OAuthPorts } from './ports.ts';
import { readToken } from './storedToken.ts';

/** Servers and browsers take longer addresses only now and then; without the hint the server asks whose session is to end. */
const LONGEST_HINT = 6000;

/**
 * The address that ends the person's session at the server, OpenID Connect RP-Initiated Logout §2. It holds the ID token, so it is shown to
 * nobody. Throws `input.missing` for a token that nobody signed in for, `input.not-found`, and what the limits of a capsule forbid.
 */
export function endSessionUrl(ports: Pick<OAuthPorts, 'records' | 'now'>, tokenId: string): URL {
  const { records } = ports;
  const { idToken, connectionId } = readToken(records, tokenId);
  if (idToken === undefined) {
    throw new Failure(
      'input.missing',
      'No ID token came with this token, so there is no session to end. One comes with the scope openid.',
      { field: 'tokenId' },
    );
  }
  const connection = readConnection(records, connectionId);
  const url = endpointOf(connection, 'endSession');
  requireLimitsOf(ports, connectionId, url);
  url.searchParams.set('client_id', connection.clientId);
  if (idToken.length <= LONGEST_HINT) url.searchParams.set('id_token_hint', idToken);
  return url;
}
