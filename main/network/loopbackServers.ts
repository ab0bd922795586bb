import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { Failure } from '../core/failure.ts';
import type { LoopbackAddress } from '../core/oauth/flow/redirectUri.ts';

/** A code and a state are short; a token in the query of a careless server may fill a few thousand characters. */
const MAX_HEADER_BYTES = 16_384;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 64;
const FREE_PORT_ATTEMPTS = 8;

export interface LoopbackServers {
  port: number;
  /** Takes no further connection; what is being answered goes on. */
  stopListening(): void;
  /** Cuts what is still open; resolves when the port is free. */
  close(): Promise<void>;
}

/**
 * Listens where the host name of the address leads a browser, and nowhere else. Rejects with `network.port-taken`, after which nothing
 * listens.
 */
export async function openLoopbackServers(address: LoopbackAddress, answer: RequestListener): Promise<LoopbackServers> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      const port = await openAll(address, servers, answer);
      return {
        port,
        stopListening: () => {
          for (const server of servers) server.close();
        },
        close: () => closeAll(servers),
      };
    } catch (cause) {
      await closeAll(servers);
      const isLast = address.port !== 0 || attempt === FREE_PORT_ATTEMPTS;
      if (isLast || codeOf(cause) !== 'EADDRINUSE') throw portTaken(address, cause);
    }
  }
}

/**
 * `localhost` is two addresses and a browser may try either, so both have to be ours: a stranger on the other one would be handed the
 * code. A machine without IPv6 has only the one.
 */
function bindings(hostname: string): { host: string; isOptional: boolean }[] {
  if (hostname === '[::1]') return [{ host: '::1', isOptional: false }];
  if (hostname.startsWith('127.')) return [{ host: hostname, isOptional: false }];
  return [
    { host: '127.0.0.1', isOptional: false },
    { host: '::1', isOptional: true },
  ];
}

/** Fills `servers` as it goes, so that the caller can close what was opened before something failed. */
async function openAll(address: LoopbackAddress, servers: Server[], answer: RequestListener): Promise<number> {
  let { port } = address;
  for (const { host, isOptional } of bindings(address.hostname)) {
    try {
      const server = await openServer(host, port, answer);
      servers.push(server);
      port = portOf(server);
    } catch (cause) {
      if (!isOptional || !/^(EADDRNOTAVAIL|EAFNOSUPPORT)$/.test(codeOf(cause))) throw cause;
    }
  }
  return port;
}

async function openServer(host: string, port: number, answer: RequestListener): Promise<Server> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    answer,
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

function portOf(server: Server): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Failure('bug', 'A TCP server has an address and a port.');
  return bound.port;
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          // An error only says that it had stopped listening before, which is what is wanted.
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function portTaken({ port }: LoopbackAddress, cause: unknown): unknown {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Another program uses port ${port}, which the redirect URI names. Close it, or register another redirect URI.`,
    EACCES: `This system does not let programs listen on port ${port}. Register a redirect URI with a port above 1023.`,
  };
  const message = sentences[codeOf(cause)];
  if (message === undefined) return cause;
  return new Failure('network.port-taken', message, {
    field: 'connection.grant.redirectUri',
    details: { port },
    cause,
  });
}
