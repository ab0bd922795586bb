import type { EndpointName } from '#contract/discovery.ts';
import { fetchDocument } from '../../discovery/fetchDocument.ts';
import { readMetadata } from '../../discovery/metadata.ts';
import { serverOfConnection } from '../../discovery/server.ts';
import { Failure } from '../../failure.ts';
import type { OAuthPorts } from '../tokens/ports.ts';
import { requireValidCertificate } from './signing.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

/** Whether the client shows its certificate in the handshake: by its authentication, RFC 8705 §2, or by Oracle's TLS grants. */
export function usesClientCertificate({ clientAuth, grant }: StoredConnection): boolean {
  return clientAuth.method === 'tls_client_auth' || grant.type === 'tls_client_auth' || grant.type === 'tls_cert_auth';
}

/**
 * The connection with its endpoint on the host that asks for a client certificate, where one is needed and none was entered: from the
 * server's metadata, RFC 8705 §5 or the `secure_*` members of an identity domain. Any other connection comes back as it is. Throws
 * `input.missing` when the metadata names none, `input.certificate-expired`, and the transport's failure.
 */
export async function withMutualTlsEndpoint(
  ports: OAuthPorts,
  connection: StoredConnection,
  name: Extract<EndpointName, 'token' | 'deviceAuthorization' | 'introspection' | 'revocation' | 'userinfo'>,
  signal?: AbortSignal,
): Promise<StoredConnection> {
  if (!usesClientCertificate(connection)) return connection;
  requireValidCertificate(connection, ports.now);
  if (connection.endpoints[name] !== undefined) return connection;
  const server = serverOfConnection(connection);
  const document = await fetchDocument(ports.sendHttp, server, 'openid-configuration', signal);
  const metadata = readMetadata(document.members ?? {}, `${server.origin}/`);
  const address = metadata.mutualTlsEndpoints[name] ?? ownHostOf(metadata.endpoints[name], connection);
  if (address !== undefined) return { ...connection, endpoints: { ...connection.endpoints, [name]: address } };
  // Identity domains have no alias for it, and their usual endpoint asks for no client authentication, RFC 8705 §5.
  if (name === 'deviceAuthorization') return connection;
  const { code, message } = document.problem ?? { code: 'input.missing', message: '' };
  const reason = code === 'input.missing' ? 'The server’s metadata names none.' : message;
  throw new Failure(
    'input.missing',
    `Mutual TLS needs the ${name} endpoint of the secure host, for instance https://idcs-….secure.identity.oraclecloud.com/oauth2/v1/${name}. ${reason}`,
    { field: `connection.endpoints.${name}` },
  );
}

/** A server of another make may ask for certificates on its only host; an identity domain never does. */
function ownHostOf(endpoint: string | undefined, connection: StoredConnection): string | undefined {
  const isDomain = endpoint === undefined || /\/oauth2\/v1\/\w+$/.test(new URL(endpoint).pathname);
  return isDomain || connection.domainUrl === undefined ? undefined : endpoint;
}
