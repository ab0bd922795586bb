import type { Socket } from 'node:net';
import type { Client } from 'undici';
import type { Caps } from './caps.ts';
import type { ConnectionTrace } from './openConnection.ts';

/** What was seen of a reply on the wire, which the HTTP library does not tell. */
export interface ReplyWatch {
  /** By `performance.now()`; 0 while nothing has arrived. */
  firstByteAt: number;
  /** When the last byte of the request had left, as far as the socket tells. */
  sentAt: number;
  httpVersion: string;
}

/** One connection with an HTTP client of its own, so that what was seen of the one is known to belong to the other. */
export interface PooledConnection {
  readonly key: string;
  readonly client: Client;
  readonly trace: ConnectionTrace;
  /** Watches the next reply. */
  watch(): ReplyWatch;
  /** The first error of the socket: an alert of the server says more than the broken pipe that follows it. */
  socketError(): Error | undefined;
  destroy(): void;
}

export interface OpenedConnection {
  key: string;
  socket: Socket;
  trace: ConnectionTrace;
  /** Of `loadHttpClient`, which had to be waited for before the socket was opened. */
  HttpClient: typeof Client;
}

export interface ConnectionPool {
  /** A connection that has answered before and is still open, if there is one. */
  take(key: string): PooledConnection | undefined;
  adopt(opened: OpenedConnection): PooledConnection;
  giveBack(connection: PooledConnection): void;
  closeAll(): void;
}

/** How far into a reply its version stands: `HTTP/1.1`. */
const VERSION_BYTES = 8;

/** Looks at what the HTTP client reads, and changes nothing of it. */
function observeReads(socket: Socket, onChunk: (chunk: Buffer) => void): void {
  const read = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (chunk instanceof Buffer) onChunk(chunk);
    return chunk;
  };
}

function createConnection({ key, socket, trace, HttpClient }: OpenedConnection, caps: Caps): PooledConnection {
  let handedOver = false;
  let failedWith: Error | undefined;
  let watch: ReplyWatch | undefined;
  let head = '';
  socket.on('error', (error) => (failedWith ??= error));
  socket.on('drain', () => {
    if (watch?.firstByteAt === 0) watch.sentAt = performance.now();
  });
  observeReads(socket, (chunk) => {
    if (!watch || head.length >= VERSION_BYTES) return;
    if (head === '') watch.firstByteAt = performance.now();
    head += chunk.toString('latin1', 0, VERSION_BYTES - head.length);
    watch.httpVersion = /^HTTP\/(\d\.\d)/.exec(head)?.[1] ?? '';
  });
  const client = new HttpClient('http://connected', {
    maxHeaderSize: caps.headerBytes,
    keepAliveTimeout: caps.keepAliveMs,
    keepAliveMaxTimeout: caps.keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      const isFirst = !handedOver;
      handedOver = true;
      // The client misses an answer that comes before its own call has returned.
      queueMicrotask(() => (isFirst ? callback(null, socket) : callback(new Error('closed'), null)));
    },
  });
  return {
    key,
    client,
    trace,
    watch() {
      head = '';
      watch = { firstByteAt: 0, sentAt: performance.now(), httpVersion: '' };
      return watch;
    },
    socketError: () => failedWith,
    destroy() {
      socket.destroy();
      void client.destroy();
    },
  };
}

/** Keeps connections that may serve again. The HTTP client ends them after `keepAliveMs` or when the server says so. */
export function createConnectionPool(caps: Caps): ConnectionPool {
  const idle = new Set<PooledConnection>();
  const all = new Set<PooledConnection>();

  return {
    take(key) {
      for (const connection of idle) {
        if (connection.key !== key) continue;
        idle.delete(connection);
        return connection;
      }
      return undefined;
    },
    adopt(opened) {
      const connection = createConnection(opened, caps);
      all.add(connection);
      opened.socket.once('close', () => {
        idle.delete(connection);
        all.delete(connection);
        void connection.client.destroy();
      });
      return connection;
    },
    giveBack(connection) {
      if (all.has(connection)) idle.add(connection);
    },
    closeAll() {
      for (const connection of all) connection.destroy();
      idle.clear();
    },
  };
}
