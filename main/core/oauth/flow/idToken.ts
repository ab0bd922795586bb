import { decodeJwt } from 'jose';
import type { FlowCheck } from '#contract/flow.ts';
import { Failure } from '../../failure.ts';
import type { StoredConnection } from '../storedConnection.ts';
import { isExpectedIssuer } from './issuer.ts';

interface IdTokenReading {
  checks: FlowCheck[];
  /** Why the reply must not be used: the ID token belongs to another sign-in. */
  failure?: Failure;
}

/**
 * Compares the ID token of a token reply with what was asked, OpenID Connect Core §3.1.3.7. It came straight from the token endpoint,
 * whose TLS certificate stands in for its signature (rule 6 there); the inspector checks the signature on demand.
 */
export function checkIdToken(
  connection: StoredConnection,
  idToken: string | undefined,
  nonce: string | undefined,
): IdTokenReading {
  if (idToken === undefined) return { checks: [notApplicable('No ID token came, so there is no nonce to compare.')] };
  const claims = readClaims(idToken);
  if (!claims) return { checks: [notApplicable('The ID token is encrypted or cannot be read.')] };
  const checks = [checkNonce(claims['nonce'], nonce), checkIssuer(connection, claims['iss'])];
  if (checks.every(({ name, result }) => name !== 'nonce' || result !== 'fail')) return { checks };
  const message =
    'The ID token belongs to another sign-in: its nonce is not the one that was sent. The token was not kept.';
  return { checks, failure: new Failure('protocol.nonce-mismatch', message) };
}

function checkNonce(given: unknown, sent: string | undefined): FlowCheck {
  if (sent === undefined) return notApplicable('None was sent: the scope openid was not asked for.');
  return given === sent
    ? { name: 'nonce', result: 'pass', detail: 'The value that was sent stands in the ID token.' }
    : { name: 'nonce', result: 'fail', detail: 'The ID token does not hold the value that was sent.' };
}

/**
 * An administrator may give a domain any issuer, and nothing here trusts the ID token, so another one is shown and costs nobody the
 * access token.
 */
function checkIssuer(connection: StoredConnection, issuer: unknown): FlowCheck {
  return typeof issuer === 'string' && isExpectedIssuer(connection, issuer)
    ? { name: 'iss', result: 'pass', detail: `The ID token was issued by ${issuer}.` }
    : { name: 'iss', result: 'fail', detail: 'The ID token names another issuer than the server that was asked.' };
}

function notApplicable(detail: string): FlowCheck {
  return { name: 'nonce', result: 'not-applicable', detail };
}

function readClaims(token: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    // A JWE, or no token at all; it is shown as it is.
    return undefined;
  }
}
