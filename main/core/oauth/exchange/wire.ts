import { allowInsecureRequests, customFetch } from 'oauth4webapi';
import type { CustomFetchOptions } from 'oauth4webapi';
import type { ExchangePurpose, Header } from '#contract/exchange.ts';
import { Failure } from '../../failure.ts';
import type { HttpReply, HttpRequest, RequestRoute, SendHttp } from '../../http.ts';
import { compact } from '../../json.ts';
import { allowsPlainHttp } from '../connection/endpoints.ts';
import { usesClientCertificate } from '../clientAuth/mutualTls.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

/** A reply of the domain is small; the largest token of an identity domain has 128,000 characters. */
const MAX_BODY_BYTES = 1_048_576;
const TOTAL_TIMEOUT_MS = 30_000;
/** A Response cannot be made with a body for these. */
const BODYLESS = new Set([204, 205, 304]);

/** One request to an endpoint of the domain. */
export interface WireRequest {
  connection: StoredConnection;
  endpoint: URL;
  purpose: ExchangePurpose;
  /** Beside the connection's own: what must not appear in the record. */
  secrets: readonly string[];
  signal?: AbortSignal | undefined;
}

export interface WireOptions {
  [customFetch]: (
    url: string,
    options: CustomFetchOptions<'POST', URLSearchParams> | CustomFetchOptions<string, unknown>,
  ) => Promise<Response>;
  [allowInsecureRequests]: boolean;
  headers: Record<string, string>;
}

/**
 * Runs a request of oauth4webapi over our transport and gives back the raw reply: what the library refuses to look at (HTML, an odd
 * status) is still worth a diagnosis. Rejects with the `Failure` of the transport.
 */
export async function sendOverWire(
  sendHttp: SendHttp,
  request: WireRequest,
  run: (options: WireOptions) => Promise<Response>,
): Promise<HttpReply> {
  let captured: HttpReply | undefined;
  await run({
    headers: { 'user-agent': 'Grantsmith' },
    [allowInsecureRequests]: allowsPlainHttp(request.endpoint),
    [customFetch]: async (url, options) => {
      captured = await sendHttp(httpRequestOf(request, url, options));
      return responseOf(captured);
    },
  });
  if (!captured) throw new Failure('bug', 'The request was not sent.');
  return captured;
}

function httpRequestOf(
  request: WireRequest,
  url: string,
  options: CustomFetchOptions<'POST', URLSearchParams> | CustomFetchOptions<string, unknown>,
): HttpRequest {
  const { connection } = request;
  return compact({
    purpose: request.purpose,
    connectionId: connection.id,
    method: options.method,
    url,
    headers: Object.entries(options.headers) satisfies Header[],
    body: options.body instanceof URLSearchParams ? options.body.toString() : undefined,
    route: routeOf(connection),
    maxBodyBytes: MAX_BODY_BYTES,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    signal: request.signal,
    secrets: [...secretsOf(connection), ...request.secrets],
  });
}

/** What the way to the server needs: trust, proxy, and the client certificate where the client shows one, RFC 8705. */
export function routeOf(connection: StoredConnection): RequestRoute {
  const clientCertificate = usesClientCertificate(connection) ? certificateOf(connection) : undefined;
  return compact({ caCertificates: connection.tls.caCertificates, clientCertificate, proxy: connection.proxy });
}

function certificateOf({ clientAuth }: StoredConnection): { certificate: string; privateKey: string } {
  const { certificate, privateKey } = clientAuth;
  if (privateKey === undefined) {
    throw new Failure('input.missing', 'Enter the private key of the client certificate: PEM, PFX or JWK.', {
      field: 'connection.clientAuth.privateKey',
    });
  }
  if (certificate === undefined) {
    throw new Failure('input.missing', 'Enter the client certificate: mutual TLS shows it to the server.', {
      field: 'connection.clientAuth.certificate',
    });
  }
  return { certificate, privateKey };
}

/** Every stored secret of the connection, whether this request carries it or not. */
export function secretsOf(connection: StoredConnection): string[] {
  const { clientAuth, grant } = connection;
  return [
    clientAuth.secret,
    clientAuth.privateKey,
    grant.password,
    grant.refreshToken,
    grant.assertion,
    grant.subjectToken,
    grant.actorToken,
  ].filter((secret) => secret !== undefined);
}

/** The reply in the form that oauth4webapi reads; only the headers that it looks at. */
export function responseOf(reply: HttpReply): Response {
  const headers = new Headers();
  for (const [name, value] of reply.headers) {
    if (/^(content-type|www-authenticate)$/i.test(name)) headers.append(name, value.replace(/[^\x20-\x7e]/g, '?'));
  }
  const status = reply.status >= 200 && reply.status <= 599 ? reply.status : 599;
  const body = BODYLESS.has(status) ? null : new Uint8Array(reply.body);
  return new Response(body, { status, headers });
}
