import type { FlowCheck } from '#contract/flow.ts';
import { DOMAIN_PATHS, ORACLE_ISSUER } from '../domainUrl.ts';
import { endpointOf } from '../endpoints.ts';
import type { StoredConnection } from '../storedConnection.ts';

/**
 * Whether an issuer name is one that the asked server may have: one of its own origin, or, where the server has the paths of an identity
 * domain, the name that all of those share.
 */
export function isExpectedIssuer(connection: StoredConnection, issuer: string): boolean {
  const authorization = endpointOf(connection, 'authorization');
  if (issuer === ORACLE_ISSUER) return authorization.pathname === DOMAIN_PATHS.authorization;
  return URL.canParse(issuer) && new URL(issuer).origin === authorization.origin;
}

/** The issuer in a callback, RFC 9207 §2.4. */
export function checkCallbackIssuer(connection: StoredConnection, issuer: string | undefined): FlowCheck {
  if (issuer === undefined) {
    return { name: 'iss', result: 'not-applicable', detail: 'The server did not say who answers.' };
  }
  if (!isExpectedIssuer(connection, issuer)) {
    return { name: 'iss', result: 'fail', detail: 'The callback names another server than the one that was asked.' };
  }
  const detail =
    issuer === ORACLE_ISSUER
      ? 'The name that all identity domains share. It does not tell one domain from another.'
      : 'The callback names the server that was asked.';
  return { name: 'iss', result: 'pass', detail };
}
