import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { Received, RecordingServer } from '../support/recordingServer.ts';
import { answered, createRequestBench, failureOf } from '../support/requestBench.ts';
import type { RequestBench } from '../support/requestBench.ts';
import { serveForTest } from './sandboxSupport.ts';

describe('against the practice API', () => {
  let sandbox: Sandbox;
  let bench: RequestBench;

  beforeAll(async () => {
    sandbox = await serveForTest();
    bench = createRequestBench();
  });
  afterAll(async () => {
    bench.network.dispose();
    await sandbox.stop();
  });

  function practiceConnection(grant: string): ConnectionInput {
    const made = toConnections(sandbox).find(({ input }) => input.grant.type === grant);
    if (!made) throw new Error('there is no such practice connection');
    return made.input;
  }
  const users = '/rest/apis/common/users';

  it('gets a token by itself and calls a relative address with it', async () => {
    const connectionId = await bench.saveConnection(practiceConnection('client_credentials'));
    const request = { url: users, connectionId, auth: { kind: 'connection' } } as const;
    const first = answered(await bench.send(request));
    expect([first.status, first.token?.source]).toEqual([200, 'requested']);
    expect(first.body).toMatchObject({ truncated: false, text: expect.stringContaining('items') as unknown });
    const second = answered(await bench.send(request));
    expect([second.status, second.token]).toEqual([200, { id: first.token?.id, source: 'stored' }]);
  });

  it('asks once for a token that several requests wait for', async () => {
    const connectionId = await bench.saveConnection(practiceConnection('client_credentials'));
    const request = { url: users, connectionId, auth: { kind: 'connection' } } as const;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => bench.send(request)));
    expect(new Set(outcomes.map((outcome) => answered(outcome).token?.id)).size).toBe(1);
  });

  it('says that the domain refused the token, and sends nothing to the API', async () => {
    const connection = practiceConnection('client_credentials');
    const connectionId = await bench.saveConnection({
      ...connection,
      clientAuth: { method: 'client_secret_basic', secret: 'wrong' },
    });
    const before = bench.exchanges.filter(({ purpose }) => purpose === 'api').length;
    const outcome = await bench.send({ url: users, connectionId, auth: { kind: 'connection' } });
    expect(outcome).toMatchObject({ kind: 'token-refused', refusal: { status: 401, error: 'invalid_client' } });
    expect(bench.exchanges.filter(({ purpose }) => purpose === 'api')).toHaveLength(before);
  });

  it('refreshes a token that is about to end, and asks anew when the refresh token is spent', async () => {
    const connectionId = await bench.saveConnection({ ...practiceConnection('password') });
    const request = { url: users, connectionId, auth: { kind: 'connection' } } as const;
    const expiresAt = Date.now() + 5000;
    await bench.saveToken({ connectionId, accessToken: 'old', refreshToken: 'never-issued', expiresAt });
    expect(answered(await bench.send(request)).token?.source).toBe('requested');
  });
});

describe('a request', () => {
  const token = 'canary-token-4711';
  let server: RecordingServer;
  let bench: RequestBench;
  let answer: Parameters<typeof startRecordingServer>[0];

  beforeAll(async () => {
    server = await startRecordingServer((...parts) => answer(...parts));
    bench = createRequestBench();
  });
  beforeEach(() => {
    server.received.length = 0;
    answer = (_request, response) => response.end('{}');
  });
  afterAll(async () => {
    bench.network.dispose();
    await server.stop();
  });

  const last = (): Received => {
    const received = server.received.at(-1);
    if (!received) throw new Error('nothing arrived');
    return received;
  };
  const holdToken = async (input: Partial<ConnectionInput> = {}, extra = {}) => {
    const connectionId = await bench.saveConnection({
      domainUrl: server.origin,
      proxy: { mode: 'none' },
      ...input,
    });
    const tokenId = await bench.saveToken({ connectionId, accessToken: token, ...extra });
    return { connectionId, tokenId };
  };

  it('arrives as it was typed', async () => {
    const headers: [string, string][] = [
      ['X-Trace', 'ä ö'],
      ['', ''],
      ['Accept', 'application/xml'],
    ];
    await bench.send({ method: 'patch', url: `${server.origin}/a?filter=userName eq "x"`, headers, body: '{"ü":1}' });
    expect(last()).toMatchObject({
      method: 'PATCH',
      path: '/a?filter=userName%20eq%20%22x%22',
      body: '{"ü":1}',
      headers: { accept: 'application/xml', 'content-type': 'application/json', 'content-length': '8' },
    });
  });

  it('carries the chosen token, and its record does not', async () => {
    const { tokenId } = await holdToken();
    answer = ({ headers }, response) => response.end(JSON.stringify({ saw: headers['authorization'] }));
    const outcome = answered(await bench.send({ url: server.origin, auth: { kind: 'token', tokenId } }));
    expect(last().headers['authorization']).toBe(`Bearer ${token}`);
    expect(outcome.body.text).toContain(token);
    expect(JSON.stringify(bench.exchanges)).not.toContain(token);
  });

  it.each([
    ['text in Latin-1', 'text/plain; charset=iso-8859-1', Buffer.from('Grüße', 'latin1'), 'Grüße'],
    [
      'XML that names its encoding',
      'text/xml',
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>', 'latin1'),
      '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>',
    ],
    ['UTF-16 with its mark', 'text/plain', Buffer.from('\ufeffhé', 'utf16le'), 'hé'],
    ['an unknown charset', 'text/plain; charset=no-such', Buffer.from('é'), 'é'],
    ['bytes', 'image/png', Buffer.from([0x89, 0x50, 0, 1]), undefined],
    ['bytes without a type', '', Buffer.from([1, 0, 2]), undefined],
  ])('is answered with %s', async (_name, type, bytes, text) => {
    answer = (_request, response) => response.setHeader('Content-Type', type).end(bytes);
    const { body } = answered(await bench.send({ url: server.origin }));
    expect(body.text).toBe(text);
    expect(body).toMatchObject({ bytes: bytes.length, truncated: false, contentType: type });
  });

  it.each(['HEAD', 'GET'])('takes an empty compressed answer to %s', async (method) => {
    answer = (_request, response) =>
      response.writeHead(method === 'HEAD' ? 200 : 304, { 'Content-Encoding': 'gzip' }).end();
    expect(answered(await bench.send({ method, url: server.origin })).body.bytes).toBe(0);
  });

  it('cuts what is too long, and says so', async () => {
    const piece = Buffer.alloc(1_048_576, 'ä');
    answer = (_request, response) => {
      response.setHeader('Content-Type', 'text/plain');
      for (let at = 0; at < 51; at += 1) response.write(piece);
      response.end();
    };
    const { body } = answered(await bench.send({ url: server.origin }));
    expect(body).toMatchObject({ bytes: 50 * 1_048_576, truncated: true });
    expect(body.note).toBe(
      'Only the first 50 MiB of the body were read. Send again and save it to a file to have all of it. Only the first 12 MiB of the body are shown.',
    );
    expect(body.text?.length).toBe(6 * 1_048_576);
    expect(answered(await bench.send({ method: 'HEAD', url: server.origin })).body.truncated).toBe(false);
  });

  it('tells size and times', async () => {
    answer = (_request, response) =>
      response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(100_000, 'a')));
    const { body, timings, exchange } = answered(await bench.send({ url: server.origin }));
    expect(body.bytes).toBe(100_000);
    expect(timings.total).toBeGreaterThan(0);
    expect(timings.firstByte + timings.download).toBeLessThanOrEqual(timings.total);
    expect(exchange.timings).toEqual(timings);
  });

  it('waits longer for a server that thinks, when told to', async () => {
    const impatient = createRequestBench({ caps: { firstByteMs: 20 } });
    answer = (_request, response) => void setTimeout(() => response.end('done'), 60);
    expect(await failureOf(impatient.send({ url: server.origin }))).toMatchObject({ code: 'network.timeout' });
    expect(answered(await impatient.send({ url: server.origin, timeoutMs: 5000 })).body.text).toBe('done');
    impatient.network.dispose();
  });

  it('can be cancelled while it waits and while it reads', async () => {
    for (const begin of [false, true]) {
      const controller = new AbortController();
      answer = (_request, response) => {
        if (begin) response.write('beginning');
        controller.abort();
      };
      expect(await failureOf(bench.send({ url: server.origin }, controller.signal))).toMatchObject({
        code: 'cancelled',
      });
    }
  });

  it('is not sent while the vault is locked', async () => {
    bench.records.lock();
    expect(await failureOf(bench.send({ url: server.origin }))).toMatchObject({ code: 'vault.locked' });
    bench.records.unlock();
    expect(server.received).toEqual([]);
  });

  describe('after a 401', () => {
    const reply = { access_token: 'fresh', token_type: 'bearer', expires_in: 600 };
    const refuseOld = (request: Received, response: Parameters<typeof answer>[1]): void => {
      if (request.path === '/oauth2/v1/token') {
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(reply));
      } else {
        response.writeHead(request.headers['authorization'] === 'Bearer fresh' ? 200 : 401).end();
      }
    };
    const paths = (): string[] => server.received.map(({ path }) => path);

    it('fetches another token, once, and sends once more', async () => {
      const { connectionId } = await holdToken();
      answer = refuseOld;
      const request = { method: 'POST', url: `${server.origin}/api`, body: 'x', connectionId };
      const outcome = answered(await bench.send({ ...request, auth: { kind: 'connection' } }));
      expect(outcome).toMatchObject({ status: 200, retriedAfter401: true, token: { source: 'requested' } });
      expect(paths()).toEqual(['/api', '/oauth2/v1/token', '/api']);
    });

    it('gives up when the fresh token is refused as well', async () => {
      const { connectionId } = await holdToken();
      answer = (request, response) =>
        request.path === '/api' ? response.writeHead(401).end() : refuseOld(request, response);
      const request = { url: `${server.origin}/api`, connectionId, auth: { kind: 'connection' } } as const;
      expect(answered(await bench.send(request))).toMatchObject({ status: 401, retriedAfter401: true });
      expect(paths()).toEqual(['/api', '/oauth2/v1/token', '/api']);
    });

    it('refreshes once and gives up, however many refresh tokens the domain would give', async () => {
      const { connectionId } = await holdToken({}, { refreshToken: 'refresh-0' });
      answer = (request, response) => {
        if (request.path === '/api') response.writeHead(401).end();
        else
          response
            .setHeader('Content-Type', 'application/json')
            .end(JSON.stringify({ ...reply, refresh_token: 'next' }));
      };
      const request = { url: `${server.origin}/api`, connectionId, auth: { kind: 'connection' } } as const;
      expect(answered(await bench.send(request))).toMatchObject({ status: 401, token: { source: 'refreshed' } });
      expect(paths()).toEqual(['/api', '/oauth2/v1/token', '/api']);
    });

    it('does not ask twice for a token that has only just come', async () => {
      const connectionId = await bench.saveConnection({ domainUrl: server.origin, proxy: { mode: 'none' } });
      answer = (request, response) =>
        request.path === '/api' ? response.writeHead(401).end() : refuseOld(request, response);
      const request = { url: `${server.origin}/api`, connectionId, auth: { kind: 'connection' } } as const;
      expect(answered(await bench.send(request))).toMatchObject({ status: 401, token: { source: 'requested' } });
      expect(paths()).toEqual(['/oauth2/v1/token', '/api']);
    });

    it('shows the 401 when no other token can be had', async () => {
      const { connectionId } = await holdToken();
      answer = (_request, response) => response.writeHead(401).end('{"error":"invalid_client"}');
      const request = { url: `${server.origin}/api`, connectionId, auth: { kind: 'connection' } } as const;
      const outcome = answered(await bench.send(request));
      expect(outcome).toMatchObject({ status: 401, token: { source: 'stored' } });
      expect(outcome.renewalFailed).toBe('The domain refused another token with 401, invalid_client.');
    });

    it('leaves a chosen token as it was chosen', async () => {
      const { tokenId } = await holdToken();
      answer = refuseOld;
      const outcome = await bench.send({ url: `${server.origin}/api`, auth: { kind: 'token', tokenId } });
      expect(answered(outcome).status).toBe(401);
      expect(paths()).toEqual(['/api']);
    });
  });

  it.each([
    ['another origin than the API’s', 'https://elsewhere.example/x', 'goes to https://api.example.com only'],
    ['plain http', 'http://api.example.com/x', 'https only'],
    ['a look-alike', 'https://api.example.com.evil.example/', 'goes to https://api.example.com only'],
    ['another port', 'https://api.example.com:8443/', 'goes to https://api.example.com only'],
    ['a name before an @', 'https://api.example.com@evil.example/', 'before an @'],
    ['a host by a double slash', '//evil.example/', 'one slash'],
  ])('keeps a token from %s', async (_name, url, sentence) => {
    const { connectionId, tokenId } = await holdToken({ api: { baseUrl: 'https://api.example.com/v1' } });
    for (const auth of [{ kind: 'connection' } as const, { kind: 'token' as const, tokenId }]) {
      const failure = await failureOf(bench.send({ url, connectionId, auth }));
      expect(failure).toMatchObject({ field: 'request.url', message: expect.stringContaining(sentence) as unknown });
    }
    expect(bench.exchanges.every(({ request }) => !request.url.includes('evil'))).toBe(true);
  });

  it('keeps a token from another connection’s API', async () => {
    const domainUrl = 'https://domain.example.com';
    const { tokenId } = await holdToken({ domainUrl, api: { baseUrl: 'https://api.example.com' } });
    const other = await bench.saveConnection({ api: { baseUrl: server.origin } });
    const request = { url: '/x', connectionId: other, auth: { kind: 'token', tokenId } } as const;
    expect(await failureOf(bench.send(request))).toMatchObject({ code: 'input.invalid', field: 'request.url' });
    expect(server.received).toEqual([]);
  });
});
