import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createServer as createSecureServer } from 'node:tls';
import type { KeyPair } from './certificates.ts';
import { portOf } from './oauthServer.ts';
import type { RunningServer } from './oauthServer.ts';

/** One request as it arrived, down to the order and case of its headers. */
export interface Received {
  method: string;
  path: string;
  /** By their names in lower case; of several, the last. */
  headers: Record<string, string>;
  body: string;
  /** All of it as text, to look for what must not be in it. */
  whole: string;
}

export interface RecordingServer extends RunningServer {
  received: Received[];
  /** How many connections were accepted. */
  connections(): number;
}

type Answer = (request: Received, response: ServerResponse, count: number) => void;

/** An HTTP server on loopback, over TLS with keys, that keeps what it was sent. */
export async function startRecordingServer(answer: Answer, keys?: KeyPair): Promise<RecordingServer> {
  const received: Received[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    buffer(request).then(
      (body) => {
        const entry = receivedOf(request, body);
        received.push(entry);
        answer(entry, response, received.length);
      },
      // The client went away in the middle of its request.
      () => response.destroy(),
    );
  };
  const server = keys
    ? createTlsServer({ cert: keys.certificate, key: keys.privateKey }, listener)
    : createPlainServer(listener);
  const running = await listen(server, keys !== undefined);
  return { ...running, received };
}

function receivedOf(request: IncomingMessage, body: Buffer): Received {
  const { method = '', url: path = '', rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : []));
  const text = body.toString('utf8');
  const head = [`${method} ${path}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  const headers = Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
  return { method, path, headers, body: text, whole: `${head.join('\n')}\n\n${text}` };
}

/** A server that answers each request by writing to its socket what it likes. */
export async function startRawServer(
  onRequest: (socket: Socket, count: number) => void,
  keys?: KeyPair,
): Promise<Omit<RecordingServer, 'received'>> {
  let count = 0;
  const onConnection = (socket: Socket): void => {
    let head = '';
    // The client may cut the line at any moment, which is what some of these servers are for.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      head = '';
      onRequest(socket, (count += 1));
    });
  };
  const server = keys
    ? createSecureServer({ cert: keys.certificate, key: keys.privateKey }, onConnection)
    : createTcpServer(onConnection);
  return listen(server, keys !== undefined);
}

async function listen(server: Server, secure: boolean): Promise<Omit<RecordingServer, 'received'>> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${secure ? 'https' : 'http'}://127.0.0.1:${portOf(server.address())}`,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
