import { randomBytes } from 'node:crypto';
import type { OpenBrowser } from '../core/oauth/flow/ports.ts';
import { hostOf } from '../core/oauth/flow/redirectUri.ts';
import type { Wait } from '../core/wait.ts';
import { openLoopbackServers } from './loopbackServers.ts';

const LIFE_MS = 30_000;
const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' };

/**
 * Leads the browser to an address that nobody else may read. The command line of a browser is open to every program of this machine, so it
 * gets the address of a loopback page that nobody can guess, and that page, once, sends it on. Resolves when the browser has been there, or
 * after half a minute; nothing listens any more then.
 */
export async function handOver(
  { openBrowser, wait }: { openBrowser: OpenBrowser; wait: Wait },
  target: URL,
): Promise<void> {
  const address = { hostname: '127.0.0.1', port: 0, path: `/${randomBytes(16).toString('base64url')}` };
  const visited = new AbortController();
  const servers = await openLoopbackServers(address, (request, response) => {
    request.resume();
    const isRight =
      request.method === 'GET' &&
      request.headers.host === hostOf(address.hostname, servers.port) &&
      request.url === address.path &&
      !visited.signal.aborted;
    if (!isRight) {
      response.writeHead(404, HEADERS).end();
      return;
    }
    response.once('close', () => visited.abort());
    response.writeHead(303, { ...HEADERS, location: target.href }).end();
  });
  try {
    await openBrowser(`http://${hostOf(address.hostname, servers.port)}${address.path}`);
    await wait(LIFE_MS, visited.signal);
  } finally {
    await servers.close();
  }
}
