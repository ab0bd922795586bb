import type { StoredConnection } from './storedConnection.ts';

/** Whether the client shows its certificate in the handshake: by its authentication, RFC 8705 §2, or by Oracle's TLS grants. */
export function usesClientCertificate({ clientAuth, grant }: StoredConnection): boolean {
  return clientAuth.method === 'tls_client_auth' || grant.type === 'tls_client_auth' || grant.type === 'tls_cert_auth';
}
