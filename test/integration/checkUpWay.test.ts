import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { makeCanary } from '../support/canary.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { createCheckUpBench, seen, stepOf, verdicts } from '../support/checkUpBench.ts';
import { portOf } from '../support/oauthServer.ts';
import { startRawServer, startRecordingServer } from '../support/recordingServer.ts';
import type { Received } from '../support/recordingServer.ts';

const { run, network } = createCheckUpBench();
let authority: CertificateAuthority;
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(() => network.dispose());

const OIDC = ['openid-configuration', 'oauth-authorization-server', 'idcs-configuration'];

describe('a check-up of the way to the server', () => {
  const json = { 'content-type': 'application/json' };

  async function startTls(keys: KeyPair): Promise<string> {
    const server = await startRecordingServer((_, response) => response.writeHead(404, json).end('{}'), keys);
    started.push(server);
    return server.origin;
  }

  const at = (origin: string, more: Partial<ConnectionInput> = {}): Partial<ConnectionInput> => ({
    domainUrl: origin,
    scope: 'read',
    proxy: { mode: 'none' },
    ...more,
  });
  const trusting = (): Partial<ConnectionInput> => ({ tls: { caCertificates: authority.certificate } });

  it.each([
    ['an expired certificate', { expired: true }, true, 'tls.expired'],
    ['a certificate for another host', { names: ['DNS:other.example.com'] }, true, 'tls.host-mismatch'],
    ['an authority that nobody knows', {}, false, 'tls.untrusted-issuer'],
    ['an expired certificate of an authority that nobody knows', { expired: true }, false, 'tls.expired'],
  ])('shows %s with what the certificate says', async (_, options, isTrusted, cause) => {
    const origin = await startTls(await authority.issue(options));
    const result = await run(at(origin, isTrusted ? trusting() : {}));
    expect(verdicts(result)).toBe(
      'settings good, network good, tls bad, clock skipped, metadata skipped, keys skipped, token skipped, claims skipped, api skipped',
    );
    expect(result.headline).toMatchObject({ stepId: 'tls', finding: { cause } });
    expect(seen(stepOf(result, 'tls'), 'issued by')).toContain('Grantsmith test authority');
    expect(result.requests).toBe(1);
  });

  it('names the maker of a device that opens TLS connections', async () => {
    const inspector = await createCertificateAuthority('Zscaler Intermediate Root CA');
    const result = await run(at(await startTls(await inspector.issue())));
    expect(result.headline.sentence).toBe('A device or program on the way opens the TLS connection');
    const accepted = await run(
      at(await startTls(await inspector.issue()), { tls: { caCertificates: inspector.certificate } }),
    );
    expect(stepOf(accepted, 'tls')).toMatchObject({ verdict: 'notice' });
  });

  it('tells how long a certificate is good', async () => {
    const result = await run(at(await startTls(await authority.issue()), trusting()));
    expect(stepOf(result, 'tls')).toMatchObject({ verdict: 'notice', findings: [{ cause: 'tls.expired' }] });
    expect(seen(stepOf(result, 'tls'), 'TLS')).toMatch(/^TLSv1\.[23] /);
  });

  it('says that nothing listens', async () => {
    const server = await startRawServer(() => undefined);
    await server.stop();
    const result = await run(at(server.origin));
    expect(result.headline).toMatchObject({ stepId: 'network', finding: { cause: 'network.refused' } });
    expect(verdicts(result)).toContain('tls skipped, clock skipped, metadata skipped, keys skipped, token skipped');
  });

  it('names the proxy that refuses, without its password', async () => {
    const password = makeCanary('proxy').replaceAll(/[^\w]/g, '');
    const proxy = createServer().on('connect', (_, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    started.push({ stop: () => new Promise((resolve) => proxy.close(() => resolve())) });
    const port = portOf(proxy.address());
    const url = `http://user:${password}@127.0.0.1:${port}`;
    const result = await run({ scope: 'read', proxy: { mode: 'manual', url } });
    expect(result.headline).toMatchObject({ stepId: 'network', finding: { cause: 'network.proxy' } });
    expect(seen(stepOf(result, 'network'), 'way')).toBe(`proxy http://127.0.0.1:${port}`);
    expect(JSON.stringify(result)).not.toContain(password);
  });

  interface Answer {
    status?: number;
    body: object;
    date?: Date;
  }

  /** A server of another make: documents and tokens as the test says. */
  async function startServer(
    answer: (request: Received, origin: string) => Answer,
  ): Promise<{ origin: string; received: Received[] }> {
    let origin = '';
    const server = await startRecordingServer((request, response) => {
      const { status = 200, body, date } = answer(request, origin);
      response.writeHead(status, { ...json, ...(date && { date: date.toUTCString() }) });
      response.end(JSON.stringify(body));
    });
    started.push(server);
    ({ origin } = server);
    return server;
  }

  const isDocument = ({ path }: Received): boolean => OIDC.some((name) => path.endsWith(name));

  it('states the difference of the clocks with its resolution, and holds it against nothing that works', async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    const { origin } = await startServer((request, self) =>
      isDocument(request)
        ? { body: { issuer: self, token_endpoint: `${self}/token` }, date: ahead }
        : { body: { access_token: 'opaque-token', token_type: 'Bearer', expires_in: 60 }, date: ahead },
    );
    const result = await run({ ...at(origin), endpoints: { token: `${origin}/token` } });
    const clock = stepOf(result, 'clock');
    expect(clock).toMatchObject({ verdict: 'notice', findings: [{ cause: 'clock.skew' }] });
    expect(Number(seen(clock, 'server’s clock')?.split(' ')[0])).toBeGreaterThan(3590);
    expect(seen(clock, 'resolution')).toMatch(/^± 0\.\d s/);
    expect(stepOf(result, 'claims').sentence).toContain('no JWT');
    expect(result.verdict).toBe('notice');
  });

  it('proves that the secret is right where the server takes it in the body alone', async () => {
    const { origin } = await startServer((request, self) =>
      isDocument(request)
        ? {
            body: {
              issuer: self,
              token_endpoint: `${self}/token`,
              token_endpoint_auth_methods_supported: ['client_secret_post'],
            },
          }
        : request.body.includes('client_secret=')
          ? { body: { access_token: 'opaque-token', token_type: 'Bearer' } }
          : { status: 401, body: { error: 'invalid_client' } },
    );
    const result = await run({ ...at(origin), endpoints: { token: `${origin}/token` } });
    expect(stepOf(result, 'metadata').findings.map(({ cause }) => cause)).toContain('client.auth-method');
    expect(result.headline).toMatchObject({
      stepId: 'token',
      sentence: 'The secret is right, and the server takes it by client_secret_post alone',
    });
  });

  it('sets the endpoint of the connection against the one that the server announces', async () => {
    const { origin } = await startServer((request, self) =>
      isDocument(request) ? { body: { issuer: self, token_endpoint: `${self}/new/token` } } : { status: 404, body: {} },
    );
    const result = await run({ ...at(origin), endpoints: { token: `${origin}/old/token` } });
    expect(stepOf(result, 'metadata').findings[0]).toMatchObject({ cause: 'input.wrong-endpoint', level: 'notice' });
    expect(result.headline).toMatchObject({ stepId: 'token', finding: { cause: 'input.wrong-endpoint' } });
  });

  it('goes on to the token where no metadata can be read', async () => {
    const server = await startRawServer((socket) => socket.end('nonsense\r\n\r\n'));
    started.push(server);
    const result = await run(at(server.origin));
    expect(verdicts(result)).toMatch(/network good, .*metadata notice, keys \w+, token bad/);
  });
});
