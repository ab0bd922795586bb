import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from './certificates.ts';

export interface RunningServer {
  origin: string;
  stop(): Promise<void>;
}

/** A TLS server on a free port of the loopback interface. The listener is made once its address is known. */
export async function startTlsServer(
  keys: KeyPair,
  makeListener: (origin: string) => RequestListener,
  /** PEM of the authority whose client certificates are asked for; a client without one is served too. */
  clientAuthority?: string,
): Promise<RunningServer> {
  const server = createServer({
    cert: keys.certificate,
    key: keys.privateKey,
    ...(clientAuthority !== undefined && { ca: clientAuthority, requestCert: true, rejectUnauthorized: false }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${portOf(server.address())}`;
  server.on('request', makeListener(origin));
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
