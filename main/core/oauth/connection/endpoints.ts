import type { AuthorizationServer } from 'oauth4webapi';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import { DOMAIN_PATHS } from './domainUrl.ts';
import { isLoopbackHost } from './loopback.ts';
import type { StoredConnection } from './storedConnection.ts';

type EndpointName =
  'token' | 'authorization' | 'deviceAuthorization' | 'introspection' | 'revocation' | 'userinfo' | 'endSession';

/** The address of an endpoint: the connection's own, or the domain's default below its URL. Throws `input.missing`. */
export function endpointOf(connection: StoredConnection, name: EndpointName): URL {
  const own = connection.endpoints[name];
  if (own !== undefined) return new URL(own);
  if (connection.domainUrl === undefined) {
    throw new Failure('input.missing', missing(name), {
      field: name === 'token' ? 'connection.domainUrl' : `connection.endpoints.${name}`,
    });
  }
  if (name !== 'token' && connection.endpoints.token !== undefined && !isDomainToken(connection)) {
    throw new Failure('input.missing', missing(name), { field: `connection.endpoints.${name}` });
  }
  return new URL(DOMAIN_PATHS[name], connection.domainUrl);
}

/** What oauth4webapi needs to know of the server, for one endpoint. */
export function serverOf(connection: StoredConnection, name: EndpointName): AuthorizationServer {
  const url = endpointOf(connection, name);
  return compact({
    issuer: url.origin,
    token_endpoint: name === 'token' ? url.href : undefined,
    device_authorization_endpoint: name === 'deviceAuthorization' ? url.href : undefined,
    introspection_endpoint: name === 'introspection' ? url.href : undefined,
    revocation_endpoint: name === 'revocation' ? url.href : undefined,
    userinfo_endpoint: name === 'userinfo' ? url.href : undefined,
  });
}

/** Plain http reaches this machine only; `parseAddress` let no other through, and this is the second look. */
export function allowsPlainHttp(url: URL): boolean {
  return url.protocol === 'http:' && isLoopbackHost(url.hostname);
}

/** Whether the token endpoint is where an identity domain has it, so that its other endpoints are where they belong too. */
function isDomainToken(connection: StoredConnection): boolean {
  const { token } = connection.endpoints;
  return token === undefined || new URL(token).pathname === DOMAIN_PATHS.token;
}

function missing(name: EndpointName): string {
  return name === 'token'
    ? 'Enter the address of the identity domain, or of the token endpoint.'
    : `Enter the ${name} endpoint of this server, under Endpoints.`;
}
