import { request as sendRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import type { HttpRequest } from '../../main/core/http.ts';
import { listTokens } from '../../main/core/oauth/tokens/storedToken.ts';
import { answerWith, formOf, issued } from '../support/cannedReply.ts';
import { createFlowBench } from '../support/flowBench.ts';
import { issuedToken } from '../support/oauthBench.ts';
import { failureOf } from '../support/requestBench.ts';

const DOMAIN = 'https://idcs-0123456789abcdef0123456789abcdef.identity.oraclecloud.com';
const GRANT: ConnectionInput['grant'] = { type: 'authorization_code' };

/** An ID token as a server would make it. There is no key here by which its signature could be checked. */
function idToken(claims: object): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const usual = { iss: 'https://identity.oraclecloud.com/', aud: 'example-client', iat, exp: iat + 3600 };
  return `${encode({ alg: 'RS256' })}.${encode({ ...usual, ...claims })}.c2lnbmF0dXJl`;
}

interface FlowServer {
  reply?: (nonce: string) => object;
  metadata?: object;
}

/** A flow that waits, at a server that takes any code; what its token endpoint is sent is kept. */
async function waitingFlow(server: FlowServer = {}) {
  const { reply = (nonce: string): object => ({ id_token: idToken({ nonce }) }), metadata } = server;
  let nonce = '';
  const sent: HttpRequest[] = [];
  const sendHttp = answerWith((request) => {
    if (request.purpose === 'discovery' && metadata !== undefined) return { body: JSON.stringify(metadata) };
    if (request.purpose !== 'token') return { status: 404 };
    sent.push(request);
    return issued(reply(nonce));
  });
  const bench = createFlowBench({ sendHttp });
  const connectionId = await bench.save({ domainUrl: DOMAIN, grant: GRANT, scope: 'openid' });
  const asked = bench.flows.request({ connectionId, requestId: 'request-1' });
  const { searchParams } = await bench.opened();
  nonce = searchParams.get('nonce') ?? '';
  const redirectUri = searchParams.get('redirect_uri') ?? '';
  const state = searchParams.get('state') ?? '';
  const callback = (parameters: Record<string, string> | string[][]): string =>
    `${redirectUri}?${new URLSearchParams(parameters).toString()}`;
  return { bench, connectionId, asked, redirectUri, state, callback, sent };
}

interface Attempt {
  method?: string;
  headers?: Record<string, string>;
}

/** The status of the answer. */
function send(url: string, { method = 'GET', headers = {} }: Attempt = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(url, { method, headers, agent: false }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('forged callbacks', () => {
  it('are none of them accepted, and the real one still is', { timeout: 60_000 }, async () => {
    const { bench, connectionId, asked, redirectUri, state, callback, sent } = await waitingFlow();
    const other = await waitingFlow();
    const earlier = await waitingFlow();
    await send(earlier.callback({ code: 'genuine', state: earlier.state }));
    await earlier.asked;
    const { host, port } = new URL(redirectUri);
    const code = 'forged';
    const forgeries: [name: string, url: string, attempt: Attempt, status: number][] = [
      ['no state', callback({ code }), {}, 400],
      ['an empty state', callback({ code, state: '' }), {}, 400],
      ['a wrong state', callback({ code, state: 'x'.repeat(state.length) }), {}, 400],
      ['the beginning of the state', callback({ code, state: state.slice(0, -1) }), {}, 400],
      ['the state and more', callback({ code, state: `${state}A` }), {}, 400],
      ['the state in another case', callback({ code, state: swapCase(state) }), {}, 400],
      [
        'the state twice',
        callback([
          ['code', code],
          ['state', state],
          ['state', state],
        ]),
        {},
        400,
      ],
      [
        'a wrong state beside the right one',
        callback([
          ['state', 'x'],
          ['code', code],
          ['state', state],
        ]),
        {},
        400,
      ],
      ['the state of another flow', callback({ code, state: other.state }), {}, 400],
      ['the state of a sign-in that is over', callback({ code, state: earlier.state }), {}, 400],
      ['an error with a wrong state', callback({ error: 'access_denied', state: 'x' }), {}, 400],
      ['an error without a state', callback({ error: 'access_denied' }), {}, 400],
      ['the state under another name', callback({ code, State: state }), {}, 400],
      ['the state in the fragment', `${redirectUri}?code=${code}#state=${state}`, {}, 400],
      ['POST', callback({ code, state }), { method: 'POST' }, 405],
      ['HEAD', callback({ code, state }), { method: 'HEAD' }, 405],
      ['PUT', callback({ code, state }), { method: 'PUT' }, 405],
      ['a foreign Host', callback({ code, state }), { headers: { host: 'attacker.example' } }, 421],
      [
        'a foreign Host with our port',
        callback({ code, state }),
        { headers: { host: `attacker.example:${port}` } },
        421,
      ],
      ['localhost as Host', callback({ code, state }), { headers: { host: `localhost:${port}` } }, 421],
      [
        'our Host and a foreign one',
        callback({ code, state }),
        { headers: { host: `${host}, attacker.example` } },
        421,
      ],
      ['another path', `http://${host}/?${new URLSearchParams({ code, state }).toString()}`, {}, 404],
      ['a path below', callback({ code, state }).replace('/callback', '/callback/more'), {}, 404],
      ['a path in other letters', callback({ code, state }).replace('/callback', '/Callback'), {}, 404],
      ['a path that is escaped', callback({ code, state }).replace('/callback', '/%63allback'), {}, 404],
    ];
    for (const [name, url, attempt, status] of forgeries)
      expect([name, await send(url, attempt)]).toEqual([name, status]);

    const guesses = Array.from({ length: 1000 }, (_, at) => callback({ code, state: `guess-${at}` }));
    for (let at = 0; at < guesses.length; at += 20) {
      const statuses = await Promise.all(guesses.slice(at, at + 20).map((guess) => send(guess)));
      expect(new Set(statuses)).toEqual(new Set([400]));
    }
    expect(sent).toEqual([]);
    const foreign = forgeries.filter(([, , , status]) => status === 400).length + guesses.length;
    expect(bench.flows.list(connectionId)[0]?.foreignCallbacks).toBe(foreign);

    expect(await send(callback({ code: 'genuine', state }))).toBe(200);
    expect(issuedToken(await asked).accessToken).toBe('opaque-access');
    expect(sent.map((request) => formOf(request)['code'])).toEqual(['genuine']);
    await other.bench.flows.dispose();
    await expect(other.asked).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are too late after the real one', async () => {
    const { asked, state, callback, sent } = await waitingFlow();
    const [first, ...later] = await Promise.allSettled([
      send(callback({ code: 'genuine', state })),
      send(callback({ code: 'twice', state })),
      send(callback({ code: 'twice', state })),
    ]);
    expect(first).toMatchObject({ value: 200 });
    for (const attempt of later) if (attempt.status === 'fulfilled') expect(attempt.value).toBe(410);
    await asked;
    await expect(send(callback({ code: 'late', state }))).rejects.toThrow('ECONNREFUSED');
    expect(sent.map((request) => formOf(request)['code'])).toEqual(['genuine']);
  });

  it.each([
    ['another server', 'https://attacker.example'],
    ['a server whose name begins alike', `${DOMAIN}.attacker.example`],
    ['plain http', DOMAIN.replace('https', 'http')],
    ['no address', 'identity.oraclecloud.com'],
  ])('end the flow when they name %s as issuer, and their code is not sent anywhere', async (_, iss) => {
    const { bench, connectionId, asked, state, callback, sent } = await waitingFlow();
    const refused = expect(asked).rejects.toMatchObject({ code: 'protocol.issuer-mismatch' });
    await send(callback({ code: 'mixed-up', state, iss }));
    await refused;
    expect(sent).toEqual([]);
    const checks = bench.flows.list(connectionId)[0]?.steps.at(-1)?.checks;
    expect(checks).toMatchObject([
      { name: 'state', result: 'pass' },
      { name: 'iss', result: 'fail' },
    ]);
  });

  it.each([
    [
      'two codes',
      [
        ['code', 'a'],
        ['code', 'b'],
      ],
    ],
    ['an empty code', [['code', '']]],
    ['neither code nor error', []],
    [
      'a token where a code belongs',
      [
        ['code', 'a'],
        ['token', 'b'],
      ],
    ],
    [
      'two issuers',
      [
        ['code', 'a'],
        ['iss', DOMAIN],
        ['iss', DOMAIN],
      ],
    ],
  ])('end the flow when they bring %s', async (_, parameters) => {
    const { asked, state, callback, sent } = await waitingFlow();
    const refused = expect(asked).rejects.toMatchObject({ code: 'protocol.unexpected-reply' });
    await send(callback([...parameters, ['state', state]]));
    await refused;
    expect(sent).toEqual([]);
  });

  it.each([
    ['the nonce of another sign-in', { nonce: 'other' }],
    ['no nonce', {}],
  ])('cost the token when the ID token holds %s', async (_, claims) => {
    const { bench, connectionId, asked, state, callback } = await waitingFlow({
      reply: () => ({ id_token: idToken(claims) }),
    });
    const refused = expect(asked).rejects.toMatchObject({ code: 'protocol.nonce-mismatch' });
    await send(callback({ code: 'injected', state }));
    await refused;
    expect(listTokens(bench.records, connectionId)).toEqual([]);
  });

  it.each([
    ['a code', { code: 'mixed-up' }],
    ['an error', { error: 'access_denied' }],
  ])(
    'end the flow when they bring %s from nobody, where the server promises to say who answers',
    async (_, brought) => {
      const metadata = { issuer: DOMAIN, authorization_response_iss_parameter_supported: true };
      const { bench, connectionId, asked, state, callback, sent } = await waitingFlow({ metadata });
      const refused = failureOf(asked);
      await send(callback({ ...brought, state }));
      const { code, message } = await refused;
      expect(code).toBe('protocol.issuer-mismatch');
      expect(message).toContain('does not say which server it comes from');
      expect(sent).toEqual([]);
      expect(listTokens(bench.records, connectionId)).toEqual([]);
      expect(bench.flows.list(connectionId)[0]?.steps.at(-1)?.checks).toMatchObject([
        { name: 'state', result: 'pass' },
        { name: 'iss', result: 'fail' },
      ]);
    },
  );

  it('end the flow when they name another server than the metadata does', async () => {
    const metadata = { issuer: 'https://login.example', authorization_response_iss_parameter_supported: true };
    const { asked, state, callback, sent } = await waitingFlow({ metadata });
    const refused = expect(asked).rejects.toMatchObject({ code: 'protocol.issuer-mismatch' });
    await send(callback({ code: 'mixed-up', state, iss: 'https://login.example.attacker.example' }));
    await refused;
    expect(sent).toEqual([]);
  });

  it.each([
    ['without metadata', undefined],
    ['where nothing is promised', { issuer: 'https://identity.oraclecloud.com/' }],
    ['where the promise is taken back', { authorization_response_iss_parameter_supported: false }],
    ['where the promise is none', { authorization_response_iss_parameter_supported: 'true' }],
  ])('pass without an issuer %s', async (_, metadata) => {
    const { asked, state, callback } = await waitingFlow(metadata === undefined ? {} : { metadata });
    await send(callback({ code: 'genuine', state }));
    expect(issuedToken(await asked).accessToken).toBe('opaque-access');
  });

  it('pass with the issuer that all identity domains share, the domain’s own, and the one that an administrator set', async () => {
    const metadata = { issuer: 'https://login.example:443', authorization_response_iss_parameter_supported: true };
    for (const iss of ['https://identity.oraclecloud.com/', DOMAIN, `${DOMAIN}:443/`, 'https://login.example/']) {
      const { asked, state, callback } = await waitingFlow({ metadata });
      await send(callback({ code: 'genuine', state, iss }));
      expect(issuedToken(await asked).accessToken).toBe('opaque-access');
    }
  });
});

function swapCase(text: string): string {
  return Array.from(text)
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}
