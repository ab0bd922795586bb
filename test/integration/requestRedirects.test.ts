import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '#contract/apiRequest.ts';
import { leaksInText } from '../support/canary.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { RecordingServer } from '../support/recordingServer.ts';
import { answered, createRequestBench } from '../support/requestBench.ts';
import type { RequestBench } from '../support/requestBench.ts';

const SECRETS = {
  token: 'canary.token.8f1c2b77',
  cookie: 'canary-cookie-51d0a9e3',
  header: 'canary-header-77aa01c4',
  body: 'canary-body-9b3e6f20',
};
const STATUSES = [301, 302, 303, 307, 308];
const METHODS = ['GET', 'POST'];

let authority: CertificateAuthority;
let api: RecordingServer;
let otherPort: RecordingServer;
let plain: RecordingServer;
let bench: RequestBench;
let connectionId: string;
/** Where the API sends the caller, by the path that was called. */
let locations: Record<string, string>;
let status: number;

beforeAll(async () => {
  authority = await createCertificateAuthority();
  const keys = await authority.issue();
  api = await startRecordingServer(({ path }, response) => {
    const location = locations[path];
    response.writeHead(location === undefined ? 200 : status, location === undefined ? {} : { Location: location });
    response.end(`answer of ${path}`);
  }, keys);
  otherPort = await startRecordingServer((_request, response) => response.end('caught'), keys);
  plain = await startRecordingServer((_request, response) => response.end('caught'));
  bench = createRequestBench();
  connectionId = await bench.saveConnection({
    api: { baseUrl: api.origin },
    tls: { caCertificates: authority.certificate },
    proxy: { mode: 'none' },
  });
  await bench.saveToken({ connectionId, accessToken: SECRETS.token });
});
beforeEach(() => {
  for (const server of [api, otherPort, plain]) server.received.length = 0;
});
afterAll(async () => {
  bench.network.dispose();
  await Promise.all([api.stop(), otherPort.stop(), plain.stop()]);
});

const send = async (method: string, options: Partial<ApiRequest> = {}) =>
  answered(
    await bench.send({
      method,
      url: '/start',
      headers: [
        ['Cookie', `session=${SECRETS.cookie}`],
        ['X-Api-Key', SECRETS.header],
      ],
      ...(method === 'POST' && { body: SECRETS.body }),
      connectionId,
      auth: { kind: 'connection' },
      followRedirects: true,
      ...options,
    }),
  );
const sent = (): string[] => api.received.map(({ method, path }) => `${method} ${path}`);
const canaryLog = (): string => [...otherPort.received, ...plain.received].map(({ whole }) => whole).join('\n');

describe.each(STATUSES)('a redirect with %i', (code) => {
  describe.each(METHODS)('after %s', (method) => {
    beforeEach(() => {
      status = code;
    });

    it('is followed on the same server, and told', async () => {
      locations = { '/start': './next?a=1#part' };
      const outcome = await send(method);
      const expected = method === 'POST' && code < 307 ? 'GET' : method;
      expect(sent()).toEqual([`${method} /start`, `${expected} /next?a=1`]);
      expect(outcome).toMatchObject({ status: 200, redirects: [{ status: code, followed: true }] });
      const second = api.received[1];
      expect(second?.headers['authorization']).toBe(`Bearer ${SECRETS.token}`);
      expect(second?.body).toBe(expected === 'POST' ? SECRETS.body : '');
      expect(second?.headers['content-type']).toBe(expected === 'POST' ? 'text/plain; charset=utf-8' : undefined);
    });

    it('is not followed unasked', async () => {
      locations = { '/start': '/next' };
      const outcome = await send(method, { followRedirects: false });
      expect(outcome).toMatchObject({ status: code, redirects: [{ to: `${api.origin}/next`, followed: false }] });
      expect(sent()).toEqual([`${method} /start`]);
    });

    it.each([
      ['another port', () => `${otherPort.origin}/x`, 'another server'],
      ['another host', () => otherPort.origin.replace('127.0.0.1', 'localhost'), 'another server'],
      ['another host without a scheme', () => otherPort.origin.slice('https:'.length), 'another server'],
      ['plain http', () => `${plain.origin}/x`, 'plain http'],
      ['plain http on the same host and port', () => api.origin.replace('https', 'http'), 'plain http'],
      ['a name before an @', () => api.origin.replace('//', `//user:password@`), 'user name'],
      ['no web address', () => 'javascript:alert(1)', 'no web address'],
      ['an address that is none', () => 'https://[', 'cannot be read'],
    ])('is not followed to %s', async (_name, location, note) => {
      locations = { '/start': location() };
      const outcome = await send(method);
      expect(outcome).toMatchObject({ status: code, body: { text: 'answer of /start' } });
      expect(outcome.redirects).toEqual([
        expect.objectContaining({ followed: false, note: expect.stringContaining(note) as unknown }),
      ]);
      expect([otherPort.connections(), plain.connections()]).toEqual([0, 0]);
      expect(leaksInText('canary server', canaryLog(), SECRETS)).toEqual([]);
    });

    it('ends in a circle, and after five in a row', async () => {
      locations = { '/start': '/a', '/a': '/start' };
      const circle = await send(method);
      expect(circle.status).toBe(code);
      expect(circle.redirects.at(-1)).toMatchObject({ followed: false });
      expect(api.received.length).toBeLessThanOrEqual(4);
      api.received.length = 0;

      locations = Object.fromEntries(
        Array.from({ length: 9 }, (_item, at) => [`/${at === 0 ? 'start' : at}`, `/${at + 1}`]),
      );
      const chain = await send(method);
      expect(api.received).toHaveLength(6);
      expect(chain.redirects.map(({ followed }) => followed)).toEqual([true, true, true, true, true, false]);
    });
  });
});

it('would notice a secret in the log of the other server', async () => {
  const { origin } = otherPort;
  await bench.send({ url: origin, headers: [['X-Api-Key', SECRETS.header]], connectionId });
  expect(leaksInText('canary server', canaryLog(), SECRETS)).toHaveLength(1);
});

it('does not take a token from an open connection of another request', async () => {
  await bench.send({ url: '/start', connectionId, auth: { kind: 'connection' } });
  await bench.send({ url: '/start', connectionId });
  expect(api.received.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${SECRETS.token}`, undefined]);
});
