import { createHmac } from 'node:crypto';
import { exportJWK, jwtVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import type { FlowCheck } from '#contract/flow.ts';
import type { TokenOutcome } from '#contract/token.ts';
import { Failure } from '../../main/core/failure.ts';
import { requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { listTokens } from '../../main/core/oauth/tokens/storedToken.ts';
import { createFlowBench } from '../support/flowBench.ts';
import { createHttpBrowser } from '../support/httpBrowser.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { Received, RecordingServer } from '../support/recordingServer.ts';
import { createRequestBench } from '../support/requestBench.ts';
import { createRsaPair, signRs256 } from '../support/tokenText.ts';

const CLIENT = 'example-client';
const SECRET = 'a shared secret of more than thirty-two bytes';
const TEN_MINUTES = 600;
const pair = createRsaPair();
const stranger = createRsaPair();

/** As an identity domain answers whoever may not see its signing key. */
const SCIM_REFUSAL = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  detail: 'Operation failed due to unauthorized access.',
  status: '401',
};

interface Domain {
  /** Its clock minus ours, in seconds. */
  skew?: number;
  /** Without it the replies carry no `Date`. */
  hasDate?: boolean;
  claims?: object;
  keys?: 'published' | 'private' | 'for-its-own' | 'other' | 'none';
  makeIdToken?: (claims: Record<string, unknown>) => string;
}

let running: RecordingServer | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** A server of its own time: everything that it signs and says is by its own clock. */
async function startDomain(domain: Domain, nonce: () => string): Promise<RecordingServer> {
  const { skew = 0, hasDate = true, keys = 'published' } = domain;
  const now = (): number => Math.floor(Date.now() / 1000) + skew;
  const jwk = {
    ...(await exportJWK((keys === 'other' ? stranger : pair).publicKey)),
    kid: 'SIGNING_KEY',
    key_ops: ['encrypt'],
  };

  async function bodyFor({ path, headers }: Received): Promise<[status: number, body: object]> {
    if (path === '/keys') {
      const isShown = keys !== 'private' && (keys !== 'for-its-own' || headers['authorization'] !== undefined);
      if (keys === 'none') return [404, {}];
      return isShown ? [200, { keys: [jwk] }] : [401, SCIM_REFUSAL];
    }
    if (path !== '/oauth2/v1/token') return [404, {}];
    const usual = { iss: server.origin, aud: ['https://identity.oraclecloud.com/', CLIENT], nonce: nonce() };
    const claims = { ...usual, iat: now(), exp: now() + 300, ...domain.claims };
    const idToken = domain.makeIdToken?.(claims) ?? signRs256(claims, pair.privateKey);
    return [200, { access_token: 'opaque', token_type: 'Bearer', refresh_token: 'refresh', id_token: idToken }];
  }

  const server = await startRecordingServer((request, response) => {
    response.sendDate = false;
    if (hasDate) response.setHeader('Date', new Date(now() * 1000).toUTCString());
    bodyFor(request).then(
      ([status, body]) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  running = server;
  return server;
}

/** A whole sign-in on the real transport; the person agrees at once. */
async function signIn(domain: Domain = {}, input: Partial<ConnectionInput> = {}) {
  let nonce = '';
  const server = await startDomain(domain, () => nonce);
  const bench = createFlowBench({ sendHttp: createRequestBench().network });
  const connectionId = await bench.save({
    domainUrl: server.origin,
    endpoints: { jwks: `${server.origin}/keys` },
    clientAuth: { method: 'client_secret_basic', secret: SECRET },
    grant: { type: 'authorization_code' },
    scope: 'openid',
    ...input,
  });
  const asked = bench.flows.request({ connectionId }).then(
    (outcome): TokenOutcome | Failure => outcome,
    (error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    },
  );
  const { searchParams } = await bench.opened();
  nonce = searchParams.get('nonce') ?? '';
  const back = new URLSearchParams({ code: 'code', state: searchParams.get('state') ?? '' });
  await createHttpBrowser().visit(`${searchParams.get('redirect_uri') ?? ''}?${back.toString()}`);
  const outcome = await asked;
  const flow = bench.flows.list(connectionId)[0];
  const step = flow?.steps.find(({ kind }) => kind === 'keys');
  const check = (name: string): FlowCheck => {
    const found = step?.checks.find((each) => each.name === name);
    if (!found) throw new Error(`no check ${name} in ${JSON.stringify(flow)}`);
    return found;
  };
  return { outcome, check, flow, server, tokens: listTokens(bench.records, connectionId) };
}

describe('the ID token of a sign-in', () => {
  it('is checked by every rule, with the key of the domain', async () => {
    const { outcome, flow } = await signIn({ claims: { azp: CLIENT } });
    expect(outcome).toMatchObject({ kind: 'issued' });
    expect(flow?.steps.at(-1)?.checks.map(({ name, result }) => `${name} ${result}`)).toEqual(
      ['nonce', 'iss', 'aud', 'azp', 'exp', 'iat', 'signature'].map((name) => `${name} pass`),
    );
  });

  it.each<[string, Domain, string]>([
    ['for another client', { claims: { aud: 'other' } }, 'aud'],
    ['for a client whose name begins alike', { claims: { aud: [`${CLIENT}-2`] } }, 'aud'],
    ['for nobody', { claims: { aud: undefined } }, 'aud'],
    ['that another client asked for', { claims: { azp: 'other' } }, 'azp'],
    ['that has expired', { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } }, 'exp'],
    ['without an end', { claims: { exp: undefined } }, 'exp'],
    ['whose end is text', { claims: { exp: '99999999999' } }, 'exp'],
    ['from the future', { claims: { iat: Math.floor(Date.now() / 1000) + 3600 } }, 'iat'],
    ['without a beginning', { claims: { iat: undefined } }, 'iat'],
    ['signed with another key', { keys: 'other' }, 'signature'],
    ['that is not signed', { makeIdToken: (claims) => `${encode({ alg: 'none' })}.${encode(claims)}.` }, 'signature'],
    ['that is none', { makeIdToken: () => 'no.token' }, 'signature'],
  ])('is refused with its tokens: one %s', async (_, domain, name) => {
    const { outcome, check, tokens, flow } = await signIn(domain);
    expect(outcome).toMatchObject({ code: 'protocol.id-token-invalid', details: { check: name } });
    expect(check(name).result).toBe('fail');
    expect(tokens).toEqual([]);
    expect(flow?.ended?.result).toBe('failed');
  });

  it.each<[NonNullable<Domain['keys']>, RegExp]>([
    ['private', /not even to its own token/],
    ['none', /no key set/],
  ])('counts as not checked, and is no refusal, where the keys are %s', async (keys, reason) => {
    const { outcome, check } = await signIn({ keys });
    expect(outcome).toMatchObject({ kind: 'issued' });
    expect(check('signature')).toMatchObject({ result: 'not-applicable' });
    expect(check('signature').detail).toMatch(reason);
  });

  it('is checked with the key that the domain shows to who has one of its tokens', async () => {
    const { check, server } = await signIn({ keys: 'for-its-own' });
    expect(check('signature')).toMatchObject({ result: 'pass' });
    expect(server.received.filter(({ path }) => path === '/keys').at(-1)?.headers['authorization']).toBe(
      'Bearer opaque',
    );
  });

  it.each([
    [SECRET, 'pass', 'issued'],
    [`${SECRET}x`, 'fail', undefined],
  ])('sealed with the client secret is checked with that', async (secret, result, kind) => {
    const makeIdToken = (claims: object): string => {
      const text = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const { outcome, check } = await signIn({ makeIdToken });
    expect(check('signature').result).toBe(result);
    expect(outcome).toMatchObject(kind === undefined ? { code: 'protocol.id-token-invalid' } : { kind });
  });

  it('is shown with another issuer, which an administrator may have set, and costs nobody the token', async () => {
    const { outcome, check } = await signIn({ claims: { iss: 'https://elsewhere.example' } });
    expect(check('iss').result).toBe('fail');
    expect(outcome).toMatchObject({ kind: 'issued' });
  });
});

describe('a clock that is ten minutes off', () => {
  it.each([
    ['behind', TEN_MINUTES, 'iat', /not yet valid, because that is 600 s behind the server’s/],
    ['ahead of', -TEN_MINUTES, 'exp', /expired already, because that is 600 s ahead of the server’s/],
  ])('here, %s the server’s, costs no sign-in and is named', async (_, skew, name, sentence) => {
    const { outcome, check } = await signIn({ skew });
    expect(check(name)).toMatchObject({ result: 'pass' });
    expect(check(name).detail).toMatch(sentence);
    expect(outcome).toMatchObject({ kind: 'issued' });
    if (outcome instanceof Failure || outcome.kind !== 'issued') throw new Error('not issued');
    const finding = outcome.warnings.find(({ cause }) => cause === 'clock.skew');
    expect(finding?.evidence[0]?.quote).toMatch(/^the server’s clock is 600 s (ahead of|behind) this machine’s$/);
  });

  it.each([
    [TEN_MINUTES, 'iat', /not yet valid.*no date/],
    [-TEN_MINUTES, 'exp', /expired already.*no date/],
  ])('refuses where the server says no time, and says why (%i s)', async (skew, name, sentence) => {
    const { outcome, check } = await signIn({ skew, hasDate: false });
    expect(check(name).detail).toMatch(sentence);
    expect(outcome).toMatchObject({ code: 'protocol.id-token-invalid', details: { check: name } });
  });

  it.each([TEN_MINUTES, -TEN_MINUTES])('is the cause of a refused client assertion (%i s)', async (skew) => {
    const server = await startRecordingServer((request, response) => {
      const now = new Date(Date.now() + skew * 1000);
      response.sendDate = false;
      response.setHeader('Date', now.toUTCString());
      const assertion = new URLSearchParams(request.body).get('client_assertion') ?? '';
      jwtVerify(assertion, pair.publicKey, { currentDate: now, maxTokenAge: '10m', clockTolerance: 30 }).then(
        () => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
        () =>
          response
            .writeHead(401, { 'Content-Type': 'application/json' })
            .end('{"error":"invalid_client","error_description":"Client authentication failed."}'),
      );
    });
    running = server;
    const bench = createRequestBench();
    const connectionId = await bench.saveConnection({
      domainUrl: server.origin,
      clientAuth: {
        method: 'private_key_jwt',
        privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        keyId: 'alias',
      },
      scope: 'api:read',
    });
    const outcome = await requestToken(bench.desk, { connectionId });
    if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome));
    const [first] = outcome.diagnosis.findings;
    expect(first).toMatchObject({ cause: 'clock.skew' });
    const direction = skew > 0 ? 'ahead of' : 'behind';
    expect(first?.evidence.map(({ quote }) => quote)).toContain(
      `the server’s clock is 600 s ${direction} this machine’s`,
    );
  });
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
