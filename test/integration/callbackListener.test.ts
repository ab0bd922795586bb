import { connect } from 'node:net';
import { request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders, RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallbackListener, Verdict } from '../../main/core/oauth/flow/ports.ts';
import type { LoopbackAddress } from '../../main/core/oauth/flow/redirectUri.ts';
import { listenForCallback } from '../../main/network/callbackListener.ts';
import { PAGES } from '../../main/network/callbackPages.ts';
import { isListening } from '../support/isListening.ts';

const ANY: LoopbackAddress = { hostname: '127.0.0.1', port: 0, path: '/callback' };
const open: CallbackListener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function listen(address: LoopbackAddress, judge: (parameters: URLSearchParams) => Verdict = judgeByState) {
  const listener = await listenForCallback(address, judge);
  open.push(listener);
  return listener;
}

function judgeByState(parameters: URLSearchParams): Verdict {
  if (parameters.get('state') !== 'right') return 'foreign';
  return parameters.has('error') ? 'refused' : 'accepted';
}

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function send(port: number, path: string, options: RequestOptions = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({ host: '127.0.0.1', port, path, agent: false, ...options }, (incoming) => {
      text(incoming).then(
        (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('the callback listener', () => {
  it('takes a free port, answers the right callback with a page, and listens no longer', async () => {
    const { port, close } = await listen(ANY);
    const reply = await send(port, '/callback?code=abc&state=right');
    expect(reply).toMatchObject({ status: 200, body: PAGES.accepted.html });
    await close();
    expect(await isListening(port)).toBe(false);
  });

  it('is used up by the first callback that it accepts, even before it is closed', async () => {
    const { port } = await listen(ANY);
    expect((await send(port, '/callback?state=right')).status).toBe(200);
    await expect(send(port, '/callback?state=right')).rejects.toThrow();
  });

  it('shows the page of a refusal for an error of the server', async () => {
    const { port } = await listen(ANY);
    expect(await send(port, '/callback?error=access_denied&state=right')).toMatchObject({ body: PAGES.refused.html });
  });

  it('goes on waiting after a callback that is not its own', async () => {
    const { port } = await listen(ANY);
    expect(await send(port, '/callback?code=abc&state=wrong')).toMatchObject({ status: 400, body: PAGES.foreign.html });
    expect((await send(port, '/callback?code=abc&state=right')).status).toBe(200);
  });

  it.each([
    ['another path', '/callback/', {}, 404],
    ['a path that begins alike', '/callbackx?state=right', {}, 404],
    ['the icon that a browser asks for', '/favicon.ico', {}, 404],
    ['an absolute address as target', 'http://127.0.0.1/callback?state=right', {}, 404],
    ['POST', '/callback?state=right', { method: 'POST' }, 405],
    ['HEAD', '/callback?state=right', { method: 'HEAD' }, 405],
    ['OPTIONS', '/callback?state=right', { method: 'OPTIONS' }, 405],
    ['the host of a stranger', '/callback?state=right', { headers: { host: 'attacker.example' } }, 421],
    ['our host without its port', '/callback?state=right', { headers: { host: '127.0.0.1' } }, 421],
    ['localhost where 127.0.0.1 was registered', '/callback?state=right', { headers: { host: 'localhost:1' } }, 421],
    ['a header beyond reason', `/callback?state=right&code=${'x'.repeat(20_000)}`, {}, 431],
  ])('turns away %s without judging it', async (_, path, options, status) => {
    let judged = 0;
    const { port } = await listen(ANY, () => {
      judged += 1;
      return 'accepted';
    });
    expect((await send(port, path, options)).status).toBe(status);
    expect(judged).toBe(0);
  });

  it('reflects nothing and lets its page do nothing', async () => {
    const { port } = await listen(ANY);
    const reply = await send(port, '/callback?state=%3Cscript%3Ealert(1)%3C/script%3E&error=markup-in-error');
    expect(reply.body).toBe(PAGES.foreign.html);
    expect(JSON.stringify(reply)).not.toMatch(/alert|markup-in-error/);
    expect(reply.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+'; base-uri 'none'/,
    );
    expect(reply.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('listens on [::1] for that address, and on both for localhost', async () => {
    const six = await listen({ ...ANY, hostname: '[::1]' });
    expect((await send(six.port, '/callback?state=right', { host: '::1' })).status).toBe(200);
    const { port } = await listen({ ...ANY, hostname: 'localhost' });
    expect([await isListening(port), await isListening(port, '::1')]).toEqual([true, true]);
    const headers = { host: `localhost:${port}` };
    expect((await send(port, '/callback?state=wrong', { host: '::1', headers })).status).toBe(400);
    expect((await send(port, '/callback?state=right', { headers })).status).toBe(200);
  });

  it('is reached from this machine only', async () => {
    const { port } = await listen(ANY);
    expect(await isListening(port, '127.0.0.2')).toBe(false);
  });

  it('says when the port is taken, and leaves nothing listening', async () => {
    const { port } = await listen({ ...ANY, hostname: '[::1]' });
    const asked = listenForCallback({ ...ANY, hostname: 'localhost', port }, judgeByState);
    await expect(asked).rejects.toMatchObject({
      code: 'network.port-taken',
      field: 'connection.grant.redirectUri',
      details: { port },
    });
    expect(await isListening(port)).toBe(false);
  });

  it('closes at once under a visitor who says nothing', async () => {
    const { port, close } = await listen(ANY);
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise((resolve) => socket.once('connect', resolve));
    const cut = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await Promise.all([close(), close(), cut]);
    expect(await isListening(port)).toBe(false);
  });
});
