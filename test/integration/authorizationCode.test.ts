import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import type { Flow } from '#contract/flow.ts';
import type { TokenOutcome } from '#contract/token.ts';
import { refreshToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { listTokens } from '../../main/core/oauth/tokens/storedToken.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority } from '../support/certificates.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFlowBench } from '../support/flowBench.ts';
import type { FlowBench } from '../support/flowBench.ts';
import { createHttpBrowser } from '../support/httpBrowser.ts';
import type { Page } from '../support/httpBrowser.ts';
import { isListening } from '../support/isListening.ts';
import { issuedToken } from '../support/oauthBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';

const SECRET = 'an example secret: %&+';
const FOREIGN_REDIRECT = 'https://app.example/signed-in';

let authority: CertificateAuthority;
let server: RunningServer;

beforeAll(async () => {
  authority = await createCertificateAuthority();
  const client = (id: string, more: object = {}) => ({
    client_id: id,
    client_secret: SECRET,
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/back', 'http://localhost/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    ...more,
  });
  server = await startOidcProvider({
    keys: await authority.issue(),
    users: {},
    clients: [
      client('desktop'),
      client('public', { client_secret: undefined, token_endpoint_auth_method: 'none' }),
      client('web', { application_type: 'web', redirect_uris: [FOREIGN_REDIRECT] }),
      ...Array.from({ length: 20 }, (_, at) => client(`desktop-${at}`)),
    ],
    configuration: {
      features: { devInteractions: { enabled: true } },
      pkce: { required: () => true },
      routes: { authorization: '/oauth2/v1/authorize', token: '/oauth2/v1/token', userinfo: '/oauth2/v1/userinfo' },
    },
  });
});
afterAll(() => server.stop());

const connection = (input: Partial<ConnectionInput> = {}): Partial<ConnectionInput> => ({
  domainUrl: server.origin,
  tls: { caCertificates: authority.certificate },
  clientId: 'desktop',
  clientAuth: { method: 'client_secret_basic', secret: SECRET },
  grant: { type: 'authorization_code', extraParameters: { prompt: 'consent' } },
  scope: 'openid offline_access api:read',
  ...input,
});

/** A person who signs in as `user` and agrees; the answer is where the browser is sent, unvisited. */
async function signIn(url: URL, user = 'jane'): Promise<URL> {
  const browser = createHttpBrowser(authority.certificate);
  let page: Page = await browser.visit(url.href);
  while (page.status !== 0) page = await browser.submit(page, { login: user, password: 'any' });
  return new URL(page.url);
}

const portOf = (url: URL): number => Number(new URL(url.searchParams.get('redirect_uri') ?? '').port);
const parametersOf = (flow: Flow | undefined, kind: string): Record<string, string> =>
  Object.fromEntries(
    flow?.steps.find((step) => step.kind === kind)?.parameters.map(({ name, value }) => [name, value]) ?? [],
  );
const checksOf = (flow: Flow | undefined): string[] =>
  flow?.steps.flatMap(({ kind, checks }) => checks.map(({ name, result }) => `${kind} ${name} ${result}`)) ?? [];

async function start(input: Partial<ConnectionInput> = {}, bench: FlowBench = createFlowBench()) {
  const connectionId = await bench.save(connection(input));
  const asked = bench.flows.request({ connectionId, requestId: 'request-1' });
  return { bench, connectionId, asked, url: await Promise.race([bench.opened(), asked.then(neverOpened)]) };
}

function neverOpened(outcome: TokenOutcome): never {
  throw new Error(`The browser was not opened: ${JSON.stringify(outcome)}`);
}

describe('the authorization code grant', () => {
  it('signs in through the browser, checks what comes back, and can refresh', async () => {
    const { bench, connectionId, asked, url } = await start();
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const callback = await signIn(url);
    const page = await createHttpBrowser().visit(callback.href);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('go back to Grantsmith');

    const token = issuedToken(await asked);
    expect(token).toMatchObject({
      grantType: 'authorization_code',
      refreshToken: true,
      scope: 'openid offline_access api:read',
    });
    expect(issuedToken(await refreshToken(bench.desk, token.id)).refreshCount).toBe(1);

    const [flow] = bench.flows.list(connectionId);
    expect(flow).toMatchObject({ requestId: 'request-1', foreignCallbacks: 0, ended: { result: 'issued' } });
    expect(flow?.steps.map(({ kind }) => kind)).toEqual(['browser', 'redirect', 'callback', 'token', 'keys']);
    expect(checksOf(flow)).toEqual([
      ...['callback state pass', 'callback iss pass'],
      'token PKCE pass',
      ...['keys nonce pass', 'keys iss pass', 'keys aud pass', 'keys azp not-applicable'],
      ...['keys exp pass', 'keys iat pass', 'keys signature pass'],
    ]);
    expect(await isListening(portOf(url))).toBe(false);
  });

  it('records no secret', async () => {
    const { bench, connectionId, asked, url } = await start();
    const callback = await signIn(url);
    await createHttpBrowser().visit(callback.href);
    await asked;
    const [flow] = bench.flows.list(connectionId);
    const text = JSON.stringify([flow, bench.changes.map(({ waiting, ...rest }) => rest)]);
    for (const secret of [callback.searchParams.get('code'), url.searchParams.get('state')]) {
      expect(secret).toMatch(/^.{20,}$/);
      expect(text).not.toContain(secret);
    }
    expect(parametersOf(flow, 'token')['code_verifier']).toBe('⟦code_verifier 43 characters⟧');
    expect(parametersOf(flow, 'browser')['code_challenge']).toBe(url.searchParams.get('code_challenge'));
    expect(flow?.steps.every(({ parameters }) => parameters.every(({ explanation }) => explanation !== ''))).toBe(true);
  });

  it('serves a public client, and a token without openid', async () => {
    const { asked, url } = await start({ clientId: 'public', clientAuth: { method: 'none' }, scope: 'api:read' });
    expect(url.searchParams.has('nonce')).toBe(false);
    await createHttpBrowser().visit((await signIn(url)).href);
    expect(issuedToken(await asked)).toMatchObject({ scope: 'api:read' });
  });

  it.each(['http://[::1]/back', 'http://localhost/callback'])('comes back to %s', async (redirectUri) => {
    const { asked, url } = await start({ grant: { type: 'authorization_code', redirectUri } });
    await createHttpBrowser().visit((await signIn(url)).href);
    expect(issuedToken(await asked)).toMatchObject({ tokenType: 'Bearer' });
  });

  it('takes the address that the person pastes, when the redirect URI is not ours', async () => {
    const { bench, asked, url } = await start({
      clientId: 'web',
      grant: { type: 'authorization_code', redirectUri: FOREIGN_REDIRECT },
    });
    expect(bench.changes.at(-1)?.waiting).toMatchObject({
      for: 'callback',
      pasteOnly: true,
      redirectUri: FOREIGN_REDIRECT,
    });
    const callback = await signIn(url);
    const paste = (address: string): void => bench.flows.continueWithUrl('request-1', address);
    expect(() => paste('https://elsewhere.example/?code=1&state=2')).toThrow(/begins with https:\/\/app\.example/);
    expect(() => paste(`${FOREIGN_REDIRECT}?code=stolen&state=other`)).toThrow(/another one/);
    paste(`  ${callback.href}\n`);
    expect(issuedToken(await asked)).toMatchObject({ tokenType: 'Bearer' });
    expect(() => paste(callback.href)).toThrow(/over/);
  });

  it('passes on the server’s no in its words', async () => {
    const { bench, connectionId, asked, url } = await start();
    const browser = createHttpBrowser(authority.certificate);
    const page = await browser.visit(url.href);
    const denied = await browser.visit(`${page.url}/abort`);
    expect((await browser.visit(denied.url)).text).toContain('did not go through');
    expect(await asked).toMatchObject({
      kind: 'refused',
      error: 'access_denied',
      errorDescription: 'End-User aborted interaction',
    });
    expect(bench.flows.list(connectionId)[0]?.ended?.result).toBe('refused');
    expect(await isListening(portOf(url))).toBe(false);
  });

  it('passes on the refusal of a code, keeping no token', async () => {
    const { bench, connectionId, asked, url } = await start({
      clientAuth: { method: 'client_secret_basic', secret: 'wrong' },
    });
    await createHttpBrowser().visit((await signIn(url)).href);
    expect(await asked).toMatchObject({ kind: 'refused', status: 401, error: 'invalid_client' });
    expect(listTokens(bench.records, connectionId)).toEqual([]);
  });

  it('is refused with a code that was used before', async () => {
    const first = await start();
    const used = await signIn(first.url);
    await createHttpBrowser().visit(used.href);
    await first.asked;
    const second = await start();
    const replayed = new URL(used);
    replayed.searchParams.set('state', second.url.searchParams.get('state') ?? '');
    replayed.port = String(portOf(second.url));
    await createHttpBrowser().visit(replayed.href);
    expect(await second.asked).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
  });
});

describe('a flow that ends early', () => {
  it('leaves nothing listening when it is cancelled', async () => {
    const { bench, connectionId, asked, url } = await start();
    expect(await isListening(portOf(url))).toBe(true);
    expect(bench.flows.cancel('request-1')).toBe(true);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(await isListening(portOf(url))).toBe(false);
    expect(bench.flows.cancel('request-1')).toBe(false);
    expect(bench.flows.list(connectionId)).toMatchObject([
      { ended: { result: 'cancelled', error: { code: 'cancelled' } } },
    ]);
    expect(bench.ends).toMatchObject([{ requestId: 'request-1', error: { code: 'cancelled' } }]);
  });

  it('makes room for a newer one of the same connection', async () => {
    const { bench, connectionId, asked } = await start();
    const newer = bench.flows.request({ connectionId, requestId: 'request-2' });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await createHttpBrowser().visit((await signIn(await bench.opened())).href);
    expect(issuedToken(await newer)).toMatchObject({ tokenType: 'Bearer' });
  });

  it('says that the vault was locked', async () => {
    const { bench, asked, url } = await start();
    bench.records.lock();
    bench.flows.onLocked();
    await expect(asked).rejects.toMatchObject({ code: 'vault.locked' });
    expect(await isListening(portOf(url))).toBe(false);
    expect(bench.log).toEqual([]);
  });

  it('stops waiting after five minutes', async () => {
    const clock = createFakeClock(Date.now());
    const { asked, url } = await start({}, createFlowBench({ now: clock.now, wait: clock.wait }));
    expect(await clock.nextWait()).toBe(300_000);
    clock.advance(300_000);
    await expect(asked).rejects.toMatchObject({ code: 'protocol.sign-in-expired' });
    expect(await isListening(portOf(url))).toBe(false);
    expect(clock.waiting()).toBe(0);
  });

  it('names the port that is taken', async () => {
    const { bench, asked, url } = await start();
    const redirectUri = `http://127.0.0.1:${portOf(url)}/callback`;
    const connectionId = await bench.save(connection({ grant: { type: 'authorization_code', redirectUri } }));
    await expect(bench.flows.request({ connectionId })).rejects.toMatchObject({ code: 'network.port-taken' });
    await bench.flows.dispose();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(await isListening(portOf(url))).toBe(false);
  });

  it('goes on without a browser, whose address can be copied', async () => {
    const bench = createFlowBench({ openBrowser: () => Promise.reject(new Error('no browser')) });
    const connectionId = await bench.save(connection());
    const asked = bench.flows.request({ connectionId, requestId: 'request-1' });
    const arrived = new Promise<Flow>((resolve) => {
      const look = (): void => {
        const last = bench.changes.at(-1);
        if (last?.waiting && last.steps.length === 2) resolve(last);
        else setImmediate(look);
      };
      look();
    });
    const url = new URL((await arrived).waiting?.url ?? '');
    bench.flows.continueWithUrl('request-1', (await signIn(url)).href);
    expect(issuedToken(await asked)).toMatchObject({ tokenType: 'Bearer' });
  });
});

describe('twenty connections at once', () => {
  it('do not mix', async () => {
    const bench = createFlowBench();
    const clients = Array.from({ length: 20 }, (_, at) => `desktop-${at}`);
    const outcomes = await Promise.all(
      clients.map(async (clientId) => {
        const connectionId = await bench.save(connection({ clientId }));
        const asked = bench.flows.request({ connectionId, requestId: `request-${clientId}` });
        await createHttpBrowser().visit((await signIn(await bench.opened(clientId), `user-of-${clientId}`)).href);
        return { clientId, connectionId, token: issuedToken(await asked) };
      }),
    );
    for (const { clientId, connectionId, token } of outcomes) {
      expect(token.connectionId).toBe(connectionId);
      const [, payload = ''] = (token.idToken ?? '').split('.');
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      expect(claims).toMatchObject({ aud: clientId, sub: `user-of-${clientId}` });
      expect(listTokens(bench.records, connectionId)).toHaveLength(1);
    }
    expect(new Set(outcomes.map(({ token }) => token.accessToken)).size).toBe(20);
  });
});
