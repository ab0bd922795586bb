import { ClientSecretJwt, ClientSecretPost, modifyAssertion, None, PrivateKeyJwt, TlsClientAuth } from 'oauth4webapi';
import type { ClientAuth } from 'oauth4webapi';
import { Failure } from '../../failure.ts';
import { assertionHeaderOf, signingKeyOf, timesOf, usualAudience } from './signing.ts';
import type { SigningPorts } from './signing.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

/**
 * How the client proves itself at the domain's endpoints, RFC 6749 §2.3. Basic credentials are form-encoded before they are joined
 * (§2.3.1), so that a `:`, `%` or `+` in a secret arrives as it is. An assertion is signed anew for each request, RFC 7523 §2.2.
 * Throws `input.missing` where the method needs what is not stored; what is wrong with a key shows when the request is made.
 */
export function clientAuthenticationOf(ports: SigningPorts, connection: StoredConnection): ClientAuth {
  const { method } = connection.clientAuth;
  switch (method) {
    case 'client_secret_basic':
      return secretInHeader(requireSecret(connection));
    case 'client_secret_post':
      return ClientSecretPost(requireSecret(connection));
    case 'client_secret_jwt':
      return ClientSecretJwt(requireSecret(connection), {
        [modifyAssertion]: (header, claims) => {
          header['typ'] = 'JWT';
          setClaims(ports, connection, claims);
        },
      });
    case 'private_key_jwt':
      return signWithPrivateKey(ports, connection);
    case 'tls_client_auth':
      return TlsClientAuth();
    case 'none':
      return None();
  }
}

/**
 * The library encodes `-`, `.`, `_` and `*` too, which the form-encoding leaves as they are. A server that compares without decoding
 * then knows no client whose ID or secret holds one of them, as the GUIDs of an identity domain do.
 */
function secretInHeader(secret: string): ClientAuth {
  const encode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
  return (_server, client, _body, headers) => {
    headers.set('authorization', `Basic ${btoa(`${encode(client.client_id)}:${encode(secret)}`)}`);
  };
}

function signWithPrivateKey(ports: SigningPorts, connection: StoredConnection): ClientAuth {
  return async (server, client, body, headers) => {
    const { key, algorithm } = await signingKeyOf(connection);
    const header = await assertionHeaderOf(connection, ports.now);
    const sign = PrivateKeyJwt(key, {
      [modifyAssertion]: (given, claims) => {
        Object.assign(given, header, { alg: algorithm });
        setClaims(ports, connection, claims);
      },
    });
    await sign(server, client, body, headers);
  };
}

/** The library's claims with the connection's audience and lifetime. `nbf` only adds a way to fail when clocks differ. */
function setClaims(ports: SigningPorts, connection: StoredConnection, claims: Record<string, unknown>): void {
  const { audience, lifetimeSeconds } = connection.clientAuth;
  delete claims['nbf'];
  Object.assign(claims, timesOf(ports.now, lifetimeSeconds), { aud: audience ?? usualAudience(connection) });
}

function requireSecret(connection: StoredConnection): string {
  const field = 'connection.clientAuth.secret';
  const { secret, method } = connection.clientAuth;
  if (secret === undefined) {
    throw new Failure(
      'input.missing',
      `Enter the client secret: ${method} needs one. A client without a secret uses “none”.`,
      { field },
    );
  }
  requireWellFormed(secret, field);
  requireWellFormed(connection.clientId, 'connection.clientId');
  return secret;
}

/** Half of a surrogate pair has no form-encoding; it comes from a value that was cut in the middle of a character. */
function requireWellFormed(text: string, field: string): void {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) {
    throw new Failure('input.invalid', 'This value is damaged: it holds half a character. Copy it again.', { field });
  }
}
