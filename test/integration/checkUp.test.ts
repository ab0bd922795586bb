import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckUp, CheckUpProgress, CheckUpStep, CheckUpStepId } from '#contract/checkUp.ts';
import { checkUpInput } from '#contract/checkUp.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { checkUp } from '../../main/core/diagnosis/checkUp/checkUp.ts';
import type { SendHttp } from '../../main/core/http.ts';
import { putConnection, readConnection } from '../../main/core/oauth/connection/connections.ts';
import { withinLimits } from '../../main/core/oauth/connection/limits.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { makeCanary } from '../support/canary.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { portOf } from '../support/oauthServer.ts';
import { readKey } from '../support/readKey.ts';
import { startRawServer, startRecordingServer } from '../support/recordingServer.ts';
import type { Received } from '../support/recordingServer.ts';
import { createRequestBench, failureOf } from '../support/requestBench.ts';
import type { RequestBench } from '../support/requestBench.ts';
import { serveForTest } from './sandboxSupport.ts';

let sandbox: Sandbox;
let authority: CertificateAuthority;
let bench: RequestBench;
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [sandbox, authority] = await Promise.all([serveForTest(), createCertificateAuthority()]);
  bench = createRequestBench();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  bench.network.dispose();
  await sandbox.stop();
});

interface Options {
  api?: { method?: 'GET' | 'HEAD' | 'OPTIONS'; path?: string };
  signal?: AbortSignal;
  onProgress?: (progress: Pick<CheckUpProgress, 'stepId' | 'step'>) => void;
}

/** All that the vault holds, to see that a check-up leaves nothing in it. */
function stored(): string {
  const { records } = bench;
  const types = ['connection', 'token', 'request', 'history'];
  return JSON.stringify(types.flatMap((type) => records.entries(type).map(({ id }) => [id, records.read(id)])));
}

async function run(input: Partial<ConnectionInput>, options: Options = {}): Promise<CheckUp> {
  return runOn(await bench.saveConnection(input), options);
}

async function runOn(
  connectionId: string,
  { api, signal = new AbortController().signal, onProgress }: Options = {},
): Promise<CheckUp> {
  const { desk, records } = bench;
  const before = stored();
  const sendHttp: SendHttp = withinLimits(desk.sendHttp, records, desk.now);
  const ports = { ...desk, sendHttp, readKey, onProgress: onProgress ?? (() => undefined) };
  const question = checkUpInput.parse({ connectionId, ...(api && { api }) });
  const result = await checkUp(ports, question, signal);
  expect(stored()).toBe(before);
  return result;
}

function practice(name: RegExp): ConnectionInput {
  const made = toConnections(sandbox).find(({ input }) => name.test(input.name));
  if (made === undefined) throw new Error('there is no such practice connection');
  return made.input;
}

const stepOf = ({ steps }: CheckUp, id: CheckUpStepId): CheckUpStep => {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`there is no step ${id}`);
  return step;
};
const verdicts = ({ steps }: CheckUp): string => steps.map(({ id, verdict }) => `${id} ${verdict}`).join(', ');
const seen = (step: CheckUpStep, name: string): string | undefined =>
  step.seen.find(({ where }) => where === name)?.quote;

const USERS = '/rest/apis/common/users';
const OIDC = ['openid-configuration', 'oauth-authorization-server', 'idcs-configuration'];

describe('a check-up of a practice connection', () => {
  it('finds nothing wrong with a good one, says what it did not check, and tells of each step as it goes', async () => {
    const progress: string[] = [];
    const result = await run(practice(/REST/), {
      onProgress: ({ stepId, step }) => progress.push(`${stepId} ${step?.verdict ?? 'begins'}`),
    });
    expect(verdicts(result)).toBe(
      'settings good, network good, tls skipped, clock good, metadata good, keys good, token good, claims good, api skipped',
    );
    expect(result.verdict).toBe('good');
    expect(result.headline.sentence).toBe('Nothing is wrong with what was checked. 2 steps were not checked.');
    expect(progress.slice(0, 4)).toEqual(['settings begins', 'settings good', 'network begins', 'network good']);
    expect(progress).toHaveLength(18);
    // Three documents, the key set and the token; the first document is not asked for twice.
    expect(result.requests).toBe(5);
    expect(seen(stepOf(result, 'token'), 'kept')).toContain('dropped');
    expect(JSON.stringify(result)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(stepOf(result, 'keys').exchanges.map(({ purpose }) => purpose)).toEqual(['keys']);
  });

  it('asks the API only when it is told to', async () => {
    const good = await run(practice(/REST/), { api: { path: USERS } });
    expect(stepOf(good, 'api')).toMatchObject({ verdict: 'good', exchanges: [{ purpose: 'api' }] });
    const elsewhere = await run(practice(/REST/), { api: {} });
    expect(stepOf(elsewhere, 'api')).toMatchObject({ verdict: 'notice' });
    expect(elsewhere.verdict).toBe('notice');
    const away = await run(practice(/REST/), { api: { path: 'https://elsewhere.example.com/' } });
    expect(stepOf(away, 'api')).toMatchObject({ verdict: 'bad', problem: { code: 'input.invalid' }, exchanges: [] });
  });

  it('names a wrong secret, with the proof that the other way is refused as well, and holds no secret', async () => {
    const secret = makeCanary('client secret').replaceAll(/[^\w-]/g, '-');
    const progress: unknown[] = [];
    const result = await run(
      { ...practice(/REST/), clientAuth: { method: 'client_secret_basic', secret } },
      { onProgress: (each) => progress.push(each) },
    );
    expect(result.verdict).toBe('bad');
    expect(result.headline).toMatchObject({ stepId: 'token', finding: { cause: 'client.credentials-wrong' } });
    expect(result.headline.finding?.fix.some(({ consolePath }) => consolePath !== undefined)).toBe(true);
    expect(seen(stepOf(result, 'token'), 'the same by client_secret_post')).toBe('refused, 401 invalid_client');
    expect(stepOf(result, 'token').findings.map(({ cause }) => cause)).not.toContain('client.auth-method');
    expect(stepOf(result, 'claims').sentence).toBe('Not checked, because there is no token to look at.');
    expect(JSON.stringify([result, progress])).not.toContain(secret);
  });

  it('tells a wrong scope from a wrong client', async () => {
    const result = await run({ ...practice(/REST/), scope: 'https://nowhere.example.com/rest/*' });
    expect(result.headline).toMatchObject({ stepId: 'token', finding: { cause: 'scope.invalid' } });
    expect(seen(stepOf(result, 'token'), 'client')).toContain('recognized');
    expect(stepOf(result, 'token').exchanges).toHaveLength(1);
  });

  it('finds that a good token is for another API', async () => {
    const result = await run(practice(/another audience/));
    expect(verdicts(result)).toContain('token good, claims bad');
    expect(result.headline).toMatchObject({ stepId: 'claims', finding: { cause: 'token.audience' } });
    const proven = await run(practice(/another audience/), { api: { path: USERS } });
    expect(stepOf(proven, 'api')).toMatchObject({ verdict: 'bad', findings: [{ cause: 'token.audience' }] });
  });

  it('signs a user in once, and keeps no refresh token that comes', async () => {
    const result = await run(practice(/password/));
    expect(stepOf(result, 'token').verdict).toBe('good');
    expect(seen(stepOf(result, 'token'), 'refresh token')).toBe('came, and was dropped');
    expect(JSON.stringify(result)).not.toContain('Practice-1');
  });

  it('asks for no token where a person has to sign in, and looks at the one that is stored', async () => {
    const connectionId = await bench.saveConnection(practice(/device/));
    const without = await runOn(connectionId);
    expect(stepOf(without, 'token').sentence).toContain('it needs you');
    expect(stepOf(without, 'claims').verdict).toBe('skipped');
    expect(without.verdict).not.toBe('bad');
    const claims = { iss: 'x', aud: 'http://127.0.0.1:1', exp: Math.floor(Date.now() / 1000) + 600, scope: '/rest/*' };
    const accessToken = [{ alg: 'RS256' }, claims, 'signature']
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    await bench.saveToken({ connectionId, accessToken, expiresAt: Date.now() + 600_000 });
    const result = await runOn(connectionId, { api: { path: USERS } });
    expect(stepOf(result, 'claims')).toMatchObject({ verdict: 'bad', findings: [{ cause: 'token.audience' }] });
    expect(stepOf(result, 'api')).toMatchObject({ verdict: 'bad' });
    expect(JSON.stringify(result)).not.toContain(accessToken);
  });

  it('does not spend a refresh token', async () => {
    const { clientAuth, clientId, domainUrl } = practice(/password/);
    const grant = { type: 'refresh_token', refreshToken: 'the-only-one' } as const;
    const result = await run({ clientAuth, clientId, ...(domainUrl && { domainUrl }), grant, scope: '' });
    expect(stepOf(result, 'token')).toMatchObject({ verdict: 'skipped', exchanges: [] });
    expect(stepOf(result, 'token').sentence).toContain('use up the only refresh token');
  });
});

describe('the way to the server', () => {
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

describe('the settings', () => {
  it('lack something: the way is checked all the same, and the token is not asked for', async () => {
    const { clientAuth: _, ...good } = practice(/REST/);
    const result = await run({ ...good, clientAuth: { method: 'client_secret_basic' } });
    expect(result.headline).toMatchObject({ stepId: 'settings', finding: { cause: 'input.incomplete' } });
    expect(verdicts(result)).toContain(
      'settings bad, network good, tls skipped, clock good, metadata good, keys good, token skipped',
    );
  });

  it('deserve a look: a secret with blanks around it, and a scope with a doubled slash', async () => {
    const good = practice(/REST/);
    const secret = ` ${good.clientAuth.secret ?? ''}\n`;
    const result = await run({
      ...good,
      scope: 'https://a.example.com//rest/*',
      clientAuth: { ...good.clientAuth, secret },
    });
    const { findings, verdict } = stepOf(result, 'settings');
    expect(findings.map(({ cause }) => cause)).toEqual(['input.secret-damaged', 'scope.invalid']);
    expect(verdict).toBe('notice');
    expect(JSON.stringify(result)).not.toContain(secret.trim());
  });

  it('hold a certificate that is over, or one of another key', async () => {
    const [over, other] = await Promise.all([
      authority.issue({ purpose: 'client', expired: true }),
      authority.issue({ purpose: 'client' }),
    ]);
    const { domainUrl, ...good } = practice(/REST/);
    const clientAuth = { method: 'tls_client_auth' as const, ...over };
    const result = await run({ ...good, ...(domainUrl && { domainUrl }), clientAuth });
    expect(result.headline).toMatchObject({ stepId: 'settings', sentence: 'The certificate has expired' });
    expect(stepOf(result, 'token').verdict).toBe('skipped');
    // The form refuses a pair that does not fit; a vault of an earlier day may hold one.
    const connectionId = await bench.saveConnection({ ...good, clientAuth: { ...clientAuth, ...other } });
    const stored = readConnection(bench.records, connectionId);
    await bench.records.transact((transaction) =>
      putConnection(transaction, { ...stored, clientAuth: { ...stored.clientAuth, certificate: over.certificate } }),
    );
    const mismatched = await runOn(connectionId);
    expect(mismatched.headline.sentence).toBe('The certificate belongs to another key');
    expect(JSON.stringify([result, mismatched])).not.toContain('PRIVATE KEY');
  });

  it('came in a capsule that does not allow it: nothing is sent', async () => {
    const connectionId = await bench.saveConnection(practice(/REST/));
    const { records } = bench;
    const connection = readConnection(records, connectionId);
    const limits = { expiresAt: Date.now() - 1000 };
    await records.transact((transaction) => putConnection(transaction, { ...connection, limits }));
    const result = await runOn(connectionId);
    expect(result.headline).toMatchObject({ stepId: 'settings', finding: { cause: 'input.capsule-limit' } });
    expect(result.requests).toBe(0);
  });
});

describe('a check-up under way', () => {
  it('ends at a cancel, and at a lock with the code of the lock', async () => {
    const silent = await startRawServer(() => undefined);
    started.push(silent);
    const connectionId = await bench.saveConnection({
      domainUrl: silent.origin,
      scope: 'read',
      proxy: { mode: 'none' },
    });
    const cancelled = new AbortController();
    const waiting = failureOf(
      runOn(connectionId, {
        signal: cancelled.signal,
        onProgress: ({ stepId }) => stepId === 'network' && setImmediate(() => cancelled.abort()),
      }),
    );
    expect((await waiting).code).toBe('cancelled');
    const locked = new AbortController();
    const ending = failureOf(
      runOn(connectionId, {
        signal: locked.signal,
        onProgress: ({ stepId }) => {
          if (stepId !== 'network') return;
          bench.records.lock();
          setImmediate(() => locked.abort());
        },
      }),
    );
    expect((await ending).code).toBe('vault.locked');
    bench.records.unlock();
  });

  it('is not begun for a connection that is not there', async () => {
    expect((await failureOf(runOn('no such connection'))).code).toBe('input.not-found');
  });
});

describe('the call of the bridge', () => {
  const secret = makeCanary('client secret').replaceAll(/[^\w-]/g, '-');
  let folder: string;
  let app: HandlerBench;
  let ask: Ask;
  let connectionId: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grantsmith-check-up-'));
    app = createHandlerBench(folder);
    ask = createAsk(app);
    await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
    const silent = await startRawServer(() => undefined);
    started.push(silent);
    const connection: ConnectionInput = {
      name: 'Silent',
      domainUrl: silent.origin,
      clientId: 'app',
      clientAuth: { method: 'client_secret_basic', secret },
      grant: { type: 'client_credentials' },
      scope: 'read',
      proxy: { mode: 'none' },
    };
    connectionId = (await ask('connections.save', { connection })).id;
  });
  afterEach(async () => {
    await app.dispose();
    await rm(folder, { recursive: true });
  });

  const hasBegun = (stepId: CheckUpStepId) => (): void =>
    expect(app.events).toContainEqual({ name: 'checkUp.changed', data: { connectionId, requestId: 'one', stepId } });

  it('is cancelled by the id of its request', async () => {
    const running = app.call('diagnosis.checkUp', { connectionId, requestId: 'one' });
    await vi.waitFor(hasBegun('network'));
    expect(await ask('tokens.cancel', { requestId: 'one' })).toEqual({ cancelled: true });
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('ends with the lock of the vault, though the server never answers', async () => {
    const running = app.call('diagnosis.checkUp', { connectionId, requestId: 'one' });
    await vi.waitFor(hasBegun('network'));
    await ask('vault.lock', undefined);
    expect(await running).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
    expect(JSON.stringify(app.events)).not.toContain(secret);
  });
});
