import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';

export interface Listening {
  port: number;
  origin: string;
  /** Replaces what answers; until then the server says 503. */
  answer: (listener: RequestListener) => void;
  /** Ends at once: open connections are cut, and the port is free when it resolves. */
  close: () => Promise<void>;
}

const HOST = '127.0.0.1';

/** A page from elsewhere that lets its own name point to 127.0.0.1 (DNS rebinding) gives itself away by the host it asks for. */
const isOurHost = (host: string | undefined, port: number): boolean =>
  host === `${HOST}:${port}` || host === `localhost:${port}`;

/** Listens on the IPv4 loopback address only, on the preferred port or, when that is taken or forbidden, on any free one. */
export async function listen(preferredPort = 0): Promise<Listening> {
  let listener: RequestListener = (_, response) => void response.writeHead(503).end();
  let port = 0;
  const server = createServer((request, response) => {
    if (isOurHost(request.headers.host, port)) listener(request, response);
    else response.writeHead(421).end();
  });
  const bind = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: HOST, port: wanted, exclusive: true }, () => {
        server.off('error', reject);
        const address = server.address();
        if (address === null || typeof address === 'string')
          reject(new Error('a TCP server has an address and a port'));
        else resolve(address.port);
      });
    });
  port = preferredPort === 0 ? await bind(0) : await bind(preferredPort).catch(() => bind(0));

  return {
    port,
    origin: `http://${HOST}:${port}`,
    answer: (next) => {
      listener = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
