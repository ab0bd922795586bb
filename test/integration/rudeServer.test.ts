import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import { requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { startRawServer } from '../support/recordingServer.ts';
import { RUDE, TOKEN_REPLY, flood, head, json } from '../support/rudeReplies.ts';
import { answered, createRequestBench, failureOf } from '../support/requestBench.ts';
import type { RequestBench } from '../support/requestBench.ts';

/** Short enough for a test, far longer than an honest exchange on loopback takes. */
const CAPS = { connectMs: 3000, tlsMs: 400, firstByteMs: 400, idleMs: 400 };

let authority: CertificateAuthority;
let bench: RequestBench;
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  bench = createRequestBench({ caps: CAPS });
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(() => bench.network.dispose());

async function start(onRequest: (socket: Socket) => void, keys?: KeyPair): Promise<string> {
  const server = await startRawServer(onRequest, keys);
  started.push(server);
  return server.origin;
}

const save = (origin: string, input: Partial<ConnectionInput> = {}): Promise<string> =>
  bench.saveConnection({ domainUrl: origin, scope: '', proxy: { mode: 'none' }, ...input });

/** All that a person would miss: what is stored, but for the record of what was tried. */
function stored(): unknown {
  const { records } = bench;
  const types = ['connection', 'token', 'request'];
  return types.flatMap((type) => records.entries(type).map((entry) => ({ ...entry, secret: records.read(entry.id) })));
}

interface Way {
  name: string;
  /** Stores what is needed, and gives the function that talks to the server; to the API with a token. */
  prepare: (origin: string, input?: Partial<ConnectionInput>) => Promise<() => Promise<unknown>>;
}

const WAYS: Way[] = [
  {
    name: 'the token endpoint',
    async prepare(origin, input) {
      const connectionId = await save(origin, input);
      return () => requestToken(bench.desk, { connectionId });
    },
  },
  {
    name: 'an API',
    async prepare(origin, input) {
      const connectionId = await save(origin, input);
      await bench.saveToken({ connectionId, accessToken: 'sent-to-the-api' });
      return () => bench.send({ url: `${origin}/api`, connectionId, auth: { kind: 'connection' } });
    },
  },
];

/** The failure of talking to the server. It was recorded, and nothing in the vault is another than before. */
async function refusal(way: Way, origin: string, input?: Partial<ConnectionInput>): Promise<ErrorReply> {
  const talk = await way.prepare(origin, input);
  const before = stored();
  const begin = bench.exchanges.length;
  const failure = await failureOf(talk());
  expect(stored()).toEqual(before);
  expect(bench.exchanges.length).toBe(begin + 1);
  return failure;
}

describe.each(WAYS)('$name', (way) => {
  it.each(RUDE)('that %s', async (_name, answer, code, phase) => {
    const origin = await start(answer);
    const failure = await refusal(way, origin);
    const { host } = new URL(origin);
    expect(failure).toMatchObject({ code, details: { host, phase } });
    expect(failure.message).toContain(host);
  });

  it.each([
    ['is unknown to this machine', () => authority.issue(), 'tls.untrusted-issuer', false],
    ['has expired', () => authority.issue({ expired: true }), 'tls.expired', true],
    [
      'is made out for another name',
      () => authority.issue({ names: ['DNS:other.example'] }),
      'tls.host-mismatch',
      true,
    ],
    [
      'names its host in no alternative name',
      () => authority.issue({ subject: '127.0.0.1', names: [] }),
      'tls.host-mismatch',
      true,
    ],
    ['is one for clients', () => authority.issue({ purpose: 'client' }), 'tls.untrusted-issuer', true],
  ])('whose certificate %s', async (_name, issue, code, isTrusted) => {
    let requests = 0;
    const origin = await start(() => (requests += 1), await issue());
    const failure = await refusal(way, origin, isTrusted ? { tls: { caCertificates: authority.certificate } } : {});
    expect(failure).toMatchObject({ code, details: { host: new URL(origin).host, phase: 'tls' } });
    expect(requests).toBe(0);
    expect(bench.exchanges.at(-1)?.tls?.fingerprint256).toMatch(/^[0-9A-F:]{95}$/);
  });

  it('that is spoken to over TLS and knows only plain http, and the reverse', async () => {
    const plain = await start((socket) => void socket.end(json('{}')));
    const overTls = plain.replace('http:', 'https:');
    expect(await refusal(way, overTls)).toMatchObject({ details: { host: new URL(plain).host, phase: 'tls' } });
    const alert = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
    const secure = await start((socket) => void socket.end(alert));
    expect(await refusal(way, secure)).toMatchObject({ code: 'tls.protocol', details: { phase: 'tls' } });
  });

  it('that is not there', async () => {
    const origin = await start(() => undefined);
    await started.pop()?.stop();
    expect(await refusal(way, origin)).toMatchObject({ code: 'network.refused', details: { phase: 'connect' } });
  });

  it('whose name does not exist', async () => {
    const host = 'no-such-host.invalid';
    const failure = await refusal(way, `https://${host}`);
    expect(failure).toMatchObject({ code: 'network.dns', details: { host, phase: 'dns' } });
  });

  it('behind a proxy that is not there', async () => {
    const proxy = await start(() => undefined);
    await started.pop()?.stop();
    const failure = await refusal(way, 'https://api.example.com', { proxy: { mode: 'manual', url: proxy } });
    expect(failure).toMatchObject({ code: 'network.proxy', details: { host: 'api.example.com', phase: 'proxy' } });
  });
});

describe('the token endpoint alone', () => {
  const [way] = WAYS;
  if (!way) throw new Error('there is no such way');

  it.each([
    [
      'a web page',
      head('Content-Type: text/html', 'Content-Length: 14') + '<html></html>\n',
      'protocol.not-json',
      'web page',
    ],
    ['JSON that breaks off', json(TOKEN_REPLY.slice(0, 40)), 'protocol.truncated', 'breaks off'],
    ['nothing', head('Content-Length: 0'), 'protocol.not-json', 'empty body'],
    ['a list', json('[]'), 'protocol.unexpected-reply', 'no object'],
    ['bytes that are no UTF-8', Buffer.from(json('{"a":"ÿ"}', 9), 'latin1'), 'protocol.encoding', 'UTF-8'],
  ])('answers with %s', async (_name, answer, code, sentence) => {
    const origin = await start((socket) => void socket.write(answer));
    const failure = await refusal(way, origin);
    expect(failure).toMatchObject({ code, details: { host: new URL(origin).host, phase: 'reply', status: 200 } });
    expect(failure.message).toContain(sentence);
  });

  it('sends a body without an end', async () => {
    const origin = await start((socket) => flood(socket, head('Content-Type: application/json') + 'a'.repeat(65_536)));
    expect(await refusal(way, origin)).toMatchObject({ code: 'protocol.too-large', details: { phase: 'download' } });
  });

  it('is given an address that is none', async () => {
    const failure = await failureOf(save('htp:/broken address'));
    expect(failure).toMatchObject({ code: 'input.not-a-url', field: 'connection.domainUrl' });
  });
});

describe('an API alone', () => {
  it('may answer with a web page or with broken JSON: that is its answer', async () => {
    for (const body of ['<html><script>alert(1)</script></html>', '{"items":[{"a":']) {
      const origin = await start((socket) => void socket.write(json(body)));
      expect(answered(await bench.send({ url: origin })).body).toMatchObject({ text: body, truncated: false });
    }
  });

  it('that sends a body without an end is cut off', async () => {
    const origin = await start((socket) => flood(socket, head('Content-Type: text/plain') + 'a'.repeat(1_048_576)));
    const { body } = answered(await bench.send({ url: origin }));
    expect(body).toMatchObject({ bytes: 50 * 1_048_576, truncated: true });
  });

  it('that drips for ever is given up when the time is over', async () => {
    const drips: NodeJS.Timeout[] = [];
    const origin = await start((socket) => {
      socket.write(head('Content-Type: text/plain'));
      drips.push(setInterval(() => socket.write('.'), 20));
    });
    const failure = await failureOf(bench.send({ url: origin, timeoutMs: 700 }));
    drips.forEach(clearInterval);
    expect(failure).toMatchObject({ code: 'network.timeout', details: { phase: 'download' } });
  });

  it.each([
    '',
    ' ',
    'https://',
    'https://a b/',
    'ftp://example.com/',
    'https://user:pw@example.com/',
    '/relative',
    'https://example.com/\nx',
  ])('is not called at %j', async (url) => {
    const failure = await failureOf(bench.send({ url: url.trim() === '' ? '#' : url }));
    expect(failure).toMatchObject({ code: 'input.not-a-url', field: 'request.url' });
  });

  it('that says more than it was asked does not answer the next request with it', async () => {
    const origin = await start((socket) => void socket.write(json('{"a":1}') + json('{"poison":1}')));
    for (let at = 0; at < 3; at += 1) expect(answered(await bench.send({ url: origin })).body.text).toBe('{"a":1}');
  });
});
