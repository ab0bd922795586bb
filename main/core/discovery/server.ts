import type { MetadataDocument } from '#contract/discovery.ts';
import { Failure } from '../failure.ts';
import type { RequestRoute } from '../http.ts';
import { compact } from '../json.ts';
import { parseAddress } from '../oauth/connection/domainUrl.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';

/** The server whose documents are read, and the way to it. */
export interface Server {
  origin: string;
  /** The path of an issuer that has one; empty for an identity domain. Without a slash at its end. */
  path: string;
  route: RequestRoute;
  connectionId?: string;
}

/** From any address of the server; that of a metadata document tells the issuer's path. Throws `input.not-a-url`. */
export function serverAt(text: string): Server {
  const url = parseAddress(text, 'domainUrl');
  return { origin: url.origin, path: issuerPathOf(url.pathname), route: { proxy: { mode: 'system' } } };
}

/** Throws `input.missing` for a connection that names no server. */
export function serverOfConnection(connection: StoredConnection): Server {
  const address = connection.domainUrl ?? connection.endpoints.token;
  if (address === undefined) {
    const sentence = 'Enter the address of the identity domain, or of the token endpoint.';
    throw new Failure('input.missing', sentence, { field: 'connection.domainUrl' });
  }
  // Metadata is public: no certificate of the client is shown for it.
  const route = compact({ caCertificates: connection.tls.caCertificates, proxy: connection.proxy });
  return { origin: new URL(address).origin, path: '', route, connectionId: connection.id };
}

/** OpenID Connect puts the well-known part behind the issuer's path (Discovery §4), OAuth in front of it (RFC 8414 §3). */
export function documentUrl({ origin, path }: Server, name: MetadataDocument): string {
  const wellKnown = `/.well-known/${name}`;
  return origin + (name === 'oauth-authorization-server' ? `${wellKnown}${path}` : `${path}${wellKnown}`);
}

function issuerPathOf(pathname: string): string {
  const [before = '', after] = pathname.split(/\/\.well-known\/[^/]+/, 2);
  if (after === undefined) return '';
  return (before === '' ? after : before).replace(/\/+$/, '');
}
