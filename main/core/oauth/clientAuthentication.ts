import { ClientSecretBasic, ClientSecretPost, None } from 'oauth4webapi';
import type { ClientAuth } from 'oauth4webapi';
import { Failure } from '../failure.ts';
import type { StoredConnection } from './storedConnection.ts';

/**
 * How the client proves itself at the domain's endpoints, RFC 6749 §2.3. Basic credentials are form-encoded before they are joined
 * (§2.3.1), so that a `:`, `%` or `+` in a secret arrives as it is. Throws `input.missing` where the method needs what is not stored.
 */
export function clientAuthenticationOf(connection: StoredConnection): ClientAuth {
  const { method } = connection.clientAuth;
  switch (method) {
    case 'client_secret_basic':
      return ClientSecretBasic(requireSecret(connection));
    case 'client_secret_post':
      return ClientSecretPost(requireSecret(connection));
    case 'none':
      return None();
    case 'client_secret_jwt':
    case 'private_key_jwt':
    case 'tls_client_auth':
      throw new Failure('input.unsupported', `${method} cannot be used yet.`, {
        field: 'connection.clientAuth.method',
      });
  }
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
