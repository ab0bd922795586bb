import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenForCallback, Verdict } from '../core/oauth/flow/ports.ts';
import { hostOf } from '../core/oauth/flow/redirectUri.ts';
import type { LoopbackAddress } from '../core/oauth/flow/redirectUri.ts';
import { PAGE_HEADERS, PAGES } from './callbackPages.ts';
import { openLoopbackServers } from './loopbackServers.ts';

/** How long a closing listener lets a browser read its last page. */
const LAST_PAGE_MS = 1000;

/** See {@link ListenForCallback}. */
export const listenForCallback: ListenForCallback = async (address, judge) => {
  let isOver = false;
  let lastPage: Promise<void> | undefined;

  const servers = await openLoopbackServers(address, (request, response) => {
    request.resume();
    const read = readCallback(request, { ...address, port: servers.port });
    if (typeof read === 'number' || isOver) {
      response.writeHead(typeof read === 'number' ? read : 410, { connection: 'close' }).end();
      return;
    }
    const verdict = judge(read);
    if (verdict !== 'foreign') {
      isOver = true;
      lastPage = new Promise((resolve) => response.once('close', resolve));
      servers.stopListening();
    }
    send(response, verdict);
  });

  async function close(): Promise<void> {
    isOver = true;
    servers.stopListening();
    if (lastPage) await within(LAST_PAGE_MS, lastPage);
    await servers.close();
  }
  let closing: Promise<void> | undefined;
  return { port: servers.port, close: () => (closing ??= close()) };
};

/** The query of a request to the redirect URI, or the status that turns another one away. */
function readCallback(request: IncomingMessage, { hostname, port, path }: LoopbackAddress): URLSearchParams | number {
  // A page elsewhere that lets its own name point to this machine gives itself away by the host that it asks for.
  if (request.headers.host?.toLowerCase() !== hostOf(hostname, port)) return 421;
  const [target, query] = split(request.url ?? '');
  if (target !== path) return 404;
  return request.method === 'GET' ? new URLSearchParams(query) : 405;
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function send(response: ServerResponse, verdict: Verdict): void {
  const { status, html } = PAGES[verdict];
  response.writeHead(status, PAGE_HEADERS).end(html);
}

function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
