import { SignJWT } from 'jose';
import { Failure } from '../../failure.ts';
import { checkJwtAssertion } from './pastedAssertion.ts';
import { assertionHeaderOf, signingKeyOf, timesOf, usualAudience } from './signing.ts';
import type { SigningPorts } from './signing.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

interface AssertionOverrides {
  subject?: string | undefined;
  assertion?: string | undefined;
}

/**
 * The assertion of a JWT bearer grant, RFC 7523 §2.1: the pasted one, or one that the connection's key signs for a user. `iss` is the
 * client. Throws `input.missing`, `input.assertion-*`, `input.key-unsupported` and `input.certificate-expired`.
 */
export async function userAssertionOf(
  ports: SigningPorts,
  connection: StoredConnection,
  overrides: AssertionOverrides = {},
): Promise<string> {
  const pasted = overrides.assertion ?? connection.grant.assertion;
  if (pasted !== undefined && pasted.trim() !== '') return checkJwtAssertion(pasted, ports.now);
  const subject = overrides.subject ?? connection.grant.subject;
  if (subject === undefined || subject === '') {
    const sentence = 'Enter the user name that the token is for, or paste a finished assertion.';
    throw new Failure('input.missing', sentence, { field: 'connection.grant.subject' });
  }
  const { key, algorithm } = await signingKeyOf(connection);
  const header = await assertionHeaderOf(connection, ports.now);
  const { iat, exp } = timesOf(ports.now, connection.grant.lifetimeSeconds);
  const { clientId, grant } = connection;
  return new SignJWT({ iat, exp, jti: ports.newId() })
    .setProtectedHeader({ alg: algorithm, ...header })
    .setIssuer(clientId)
    .setSubject(subject)
    .setAudience(grant.audience ?? usualAudience(connection))
    .sign(key);
}
