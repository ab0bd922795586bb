import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { putConnection, readConnection } from '../../main/core/oauth/connection/connections.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { makeCanary } from '../support/canary.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { createCheckUpBench, seen, stepOf, verdicts } from '../support/checkUpBench.ts';
import { startRawServer } from '../support/recordingServer.ts';
import { failureOf } from '../support/requestBench.ts';
import { serveForTest } from './sandboxSupport.ts';

const bench = createCheckUpBench();
const { run, runOn } = bench;
let sandbox: Sandbox;
let authority: CertificateAuthority;
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [sandbox, authority] = await Promise.all([serveForTest(), createCertificateAuthority()]);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  bench.network.dispose();
  await sandbox.stop();
});

function practice(name: RegExp): ConnectionInput {
  const made = toConnections(sandbox).find(({ input }) => name.test(input.name));
  if (made === undefined) throw new Error('there is no such practice connection');
  return made.input;
}

const USERS = '/rest/apis/common/users';

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
