import { randomUUID } from 'node:crypto';
import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Exchange, Header } from '#contract/exchange.ts';
import { Failure } from '../../main/core/failure.ts';
import type { HttpReply, HttpRequest, SendHttp } from '../../main/core/http.ts';

/** The transport that the tests of the OAuth core use. */
export function createTestSendHttp(): SendHttp {
  return (request) =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const send = url.protocol === 'http:' ? requestPlain : requestTls;
      const outgoing = send(url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        agent: false,
        ...(request.route.caCertificates === undefined ? {} : { ca: request.route.caCertificates }),
        ...(request.route.clientCertificate === undefined
          ? {}
          : { cert: request.route.clientCertificate.certificate, key: request.route.clientCertificate.privateKey }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      const fail = (error: Error): void => reject(failureOf(error, url));
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        buffer(incoming).then((body) => resolve(replyOf(request, incoming, body)), fail);
      });
      outgoing.end(request.body);
    });
}

function failureOf(error: Error, url: URL): Failure {
  const code = error.name === 'AbortError' ? 'cancelled' : 'network.interrupted';
  return new Failure(code, error.message, { details: { host: url.host, phase: 'connect' }, cause: error });
}

function replyOf(request: HttpRequest, incoming: IncomingMessage, body: Buffer): HttpReply {
  const pairs = incoming.rawHeaders;
  const headers = pairs.flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, pairs[index + 1] ?? '']] : []));
  const status = incoming.statusCode ?? 0;
  const statusText = incoming.statusMessage ?? '';
  const parts = { status, statusText, httpVersion: incoming.httpVersion, headers };
  return { ...parts, body, truncated: false, exchange: exchangeOf(request, parts, body) };
}

/** A record with the named secrets taken out, as the real recorder does it more thoroughly. */
export function exchangeOf(
  request: HttpRequest,
  reply: Omit<HttpReply, 'body' | 'truncated' | 'exchange'>,
  body: Uint8Array,
): Exchange {
  const redact = (text: string): string =>
    request.secrets.reduce(
      (rest, secret) => rest.replaceAll(secret, '•').replaceAll(encodeURIComponent(secret), '•'),
      text,
    );
  const redactHeaders = (headers: Header[]): Header[] =>
    headers.map(([name, value]) => [name, /^(authorization|set-cookie)$/i.test(name) ? '•' : redact(value)]);
  const date = reply.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
  return {
    id: randomUUID(),
    purpose: request.purpose,
    ...(request.connectionId === undefined ? {} : { connectionId: request.connectionId }),
    startedAt: Date.now(),
    request: { method: request.method, url: request.url, headers: redactHeaders(request.headers) },
    response: {
      ...reply,
      headers: redactHeaders(reply.headers),
      body: { text: redact(new TextDecoder().decode(body)), bytes: body.length, truncated: false, contentType: '' },
    },
    timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
    ...(date === undefined ? {} : { clockSkewSeconds: Math.round((Date.parse(date) - Date.now()) / 1000) }),
  };
}
