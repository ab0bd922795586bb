import { X509Certificate, createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import {
  basic,
  clientOf,
  postForm,
  read,
  requestRefusal,
  requestToken,
  serveForTest,
  tokenFor,
} from './sandboxSupport.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveForTest();
});
afterAll(() => sandbox.stop());

const client = (key: string) => clientOf(sandbox, key);
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.domainUrl}${path}`, { headers, redirect: 'manual' });
const json = async (response: Response): Promise<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(await response.json());
const keySet = z.object({
  keys: z.tuple([
    z.looseObject({ kid: z.string(), x5t: z.string(), x5c: z.tuple([z.string()]), key_ops: z.array(z.string()) }),
  ]),
});

/** A browser that keeps cookies and stops where the practice domain hands over to somebody else. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async function visit(url: string, form?: Record<string, string>): Promise<{ url: string; text: string }> {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response =
      form === undefined ? await fetch(url, { headers, redirect: 'manual' }) : await postForm(url, form, headers);
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, text: await response.text() };
    const next = new URL(location, url);
    return next.origin === sandbox.domainUrl ? visit(next.href) : { url: next.href, text: '' };
  };
}

describe('discovery', () => {
  test('names endpoints below this address and the issuer of all domains', async () => {
    const found = await json(await get('/.well-known/openid-configuration'));
    expect(found['issuer']).toBe('https://identity.oraclecloud.com/');
    expect(found['token_endpoint']).toBe(`${sandbox.domainUrl}/oauth2/v1/token`);
    expect(found['jwks_uri']).toBe(`${sandbox.domainUrl}/admin/v1/SigningCert/jwk`);
    expect(found).not.toHaveProperty('code_challenge_methods_supported');
  });

  test('the authorization server metadata names PKCE, the domain document is nested', async () => {
    const metadata = await json(await get('/.well-known/oauth-authorization-server'));
    expect(metadata['code_challenge_methods_supported']).toEqual(['S256']);
    const nested = await json(await get('/.well-known/idcs-configuration'));
    expect(Object.keys(nested)).toEqual(['configuration', 'access-configuration', 'openid-configuration']);
  });

  test.each(['/ui/v1/signin', '/ui/v1/adminconsole'])('%s explains itself', async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain(sandbox.domainUrl);
  });
});

describe('signing certificate', () => {
  const path = '/admin/v1/SigningCert/jwk';

  test('verifies tokens, and carries a certificate of the same key', async () => {
    const { keys } = keySet.parse(await (await get(path)).json());
    const [{ key_ops, ...key }] = keys;
    expect(key.kid).toBe('SIGNING_KEY');
    expect(key_ops).toEqual(['encrypt', 'sign']);
    const token = await tokenFor(sandbox, 'rest');
    const usable = createLocalJWKSet({ keys: [{ ...key, kty: 'RSA' }] });
    expect((await jwtVerify(token, usable)).payload.sub).toBe(client('rest').clientId);

    const certificate = new X509Certificate(Buffer.from(key.x5c[0], 'base64'));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=Practice Identity Domain');
    expect(createHash('sha1').update(certificate.raw).digest('base64url')).toBe(key.x5t);
    expect(read(token).header.x5t).toBe(key.x5t);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
    await expect(jwtVerify(token, certificate.publicKey)).resolves.toBeDefined();
  });

  test('once closed it answers only to a token of the domain', async () => {
    await sandbox.setFaults({ signingCertificatePublic: false });
    const refused = await get(path);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      detail: 'Operation failed due to unauthorized access.',
      status: '401',
    });
    const allowed = await get(path, { authorization: `Bearer ${await tokenFor(sandbox, 'rest')}` });
    const stranger = await get(path, { authorization: 'Bearer nonsense' });
    expect([allowed.status, stranger.status]).toEqual([200, 401]);
    await sandbox.setFaults({ signingCertificatePublic: true });
    expect((await get(path)).status).toBe(200);
  });
});

describe('introspection, revocation, userinfo', () => {
  const introspect = async (token: string) =>
    json(await postForm(`${sandbox.domainUrl}/oauth2/v1/introspect`, { token }, basic(client('user'))));
  const signInJane = () =>
    requestToken(
      sandbox,
      {
        grant_type: 'password',
        username: 'jane.doe',
        password: client('user').password ?? '',
        scope: `openid profile email ${client('user').scope}`,
      },
      basic(client('user')),
    );

  test('an active token is told with audience and bare scope', async () => {
    expect(await introspect(await tokenFor(sandbox, 'rest'))).toMatchObject({
      active: true,
      client_id: client('rest').clientId,
      sub_type: 'client',
      scope: '/rest/*',
      aud: new URL(sandbox.apiUrl).origin,
    });
    expect(await introspect('nonsense')).toEqual({ active: false });
  });

  test('introspection wants a client', async () => {
    const response = await postForm(`${sandbox.domainUrl}/oauth2/v1/introspect`, { token: 'x' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client', ecid: expect.any(String) as unknown });
  });

  test('a revoked token is inactive, and so is a revoked refresh token', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await signInJane();
    const revoke = (token: string) =>
      postForm(`${sandbox.domainUrl}/oauth2/v1/revoke`, { token }, basic(client('user')));
    expect((await introspect(refresh))['active']).toBe(true);
    expect((await revoke(refresh)).status).toBe(200);
    expect((await revoke(access)).status).toBe(200);
    expect([await introspect(refresh), await introspect(access)]).toEqual([{ active: false }, { active: false }]);
    const form = { grant_type: 'refresh_token', refresh_token: refresh };
    expect(await requestRefusal(sandbox, form, basic(client('user')))).toMatchObject({ error: 'invalid_grant' });
  });

  test('userinfo needs openid', async () => {
    const ask = (token: string) => get('/oauth2/v1/userinfo', { authorization: `Bearer ${token}` });
    const jane = await ask((await signInJane()).access_token);
    expect(await jane.json()).toMatchObject({ sub: 'jane.doe', name: 'Jane Doe', email: 'jane.doe@practice.example' });
    const refused = await ask(await tokenFor(sandbox, 'user'));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: 'insufficient_scope', ecid: expect.any(String) as unknown });
    expect((await ask('nonsense')).status).toBe(401);
  });
});

describe('authorization code', () => {
  const redirectUri = 'http://127.0.0.1:8765/callback';

  const verifier = randomBytes(32).toString('base64url');
  const authorizeUrl = (change: Record<string, string> = {}) => {
    const url = new URL('/oauth2/v1/authorize', sandbox.domainUrl);
    url.search = new URLSearchParams({
      client_id: client('browser').clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: client('browser').scope,
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...change,
    }).toString();
    return url.href;
  };
  const exchange = (code: string) => ({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  async function signIn(answer: Record<string, string>): Promise<URLSearchParams> {
    const visit = createBrowser();
    const page = await visit(authorizeUrl());
    expect(page.url).toContain('/ui/v1/signin/');
    return new URL((await visit(page.url, answer)).url).searchParams;
  }
  const allow = { username: 'sam.lee', password: 'Practice-1', answer: 'allow' };

  test('sign-in and consent lead back with a code that works once, with its verifier', async () => {
    const back = await signIn(allow);
    expect(back.get('state')).toBe('state-1');
    const form = exchange(back.get('code') ?? '');
    const reply = await requestToken(sandbox, form, basic(client('browser')));
    expect(read(reply.access_token).claims).toMatchObject({ sub: 'sam.lee', gtp: 'azc', scope: 'openid /rest/*' });
    expect(read(reply.id_token ?? '').claims['nonce']).toBe('nonce-1');
    expect(reply.refresh_token).toMatch(/^AQAg/);
    const again = await requestRefusal(sandbox, form, basic(client('browser')));
    expect(again).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(again.error_description).toContain('already been consumed');
  });

  test('a wrong verifier is refused', async () => {
    const code = (await signIn(allow)).get('code') ?? '';
    const form = { ...exchange(code), code_verifier: randomBytes(32).toString('base64url') };
    expect(await requestRefusal(sandbox, form, basic(client('browser')))).toMatchObject({ error: 'invalid_grant' });
  });

  test('denying leads back with access_denied', async () => {
    expect((await signIn({ ...allow, answer: 'deny' })).get('error')).toBe('access_denied');
  });

  test('a wrong password shows the page again', async () => {
    const visit = createBrowser();
    const { url } = await visit(authorizeUrl());
    const page = await visit(url, { ...allow, password: 'wrong' });
    expect(page.text).toContain('That password is not right');
  });

  test('a foreign redirect address gets a page and no redirect', async () => {
    const page = await createBrowser()(authorizeUrl({ redirect_uri: 'https://elsewhere.example/callback' }));
    expect(page.url).toContain(sandbox.domainUrl);
    expect(page.text).toContain('refused');
  });

  test('an unknown scope leads back with invalid_scope', async () => {
    const { url } = await createBrowser()(authorizeUrl({ scope: 'openid https://elsewhere.example/rest/*' }));
    expect(new URL(url).searchParams.get('error')).toBe('invalid_scope');
  });

  test('a sign-in page without its sign-in says so', async () => {
    const response = await get('/ui/v1/signin/nonsense');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('has ended');
  });
});

describe('device code', () => {
  test('is pending until somebody signs in', async () => {
    const device = client('device');
    const asked = await json(
      await postForm(`${sandbox.domainUrl}/oauth2/v1/device`, {
        client_id: device.clientId,
        response_type: 'device_code',
        scope: device.scope,
      }),
    );
    expect(asked).toMatchObject({ expires_in: 300, verification_uri: `${sandbox.domainUrl}/ui/v1/device` });
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: String(asked['device_code']),
      client_id: device.clientId,
    };
    expect(await requestRefusal(sandbox, form)).toMatchObject({ status: 400, error: 'authorization_pending' });

    const visit = createBrowser();
    const hidden = (text: string): Record<string, string> =>
      Object.fromEntries(
        [...text.matchAll(/name="(xsrf|user_code|confirm)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      );
    const page = await visit(String(asked['verification_uri']));
    const action = (text: string) => /action="([^"]+)"/.exec(text)?.[1] ?? '';
    const typed = { ...hidden(page.text), user_code: String(asked['user_code']) };
    const confirm = await visit(action(page.text), typed);
    const login = await visit(action(confirm.text), hidden(confirm.text));
    expect(login.url).toContain('/ui/v1/signin/');
    const done = await visit(login.url, { username: 'jane.doe', password: 'Practice-1', answer: 'allow' });
    expect(done.text).toContain('The device is signed in');
    const reply = await requestToken(sandbox, form);
    expect(read(reply.access_token).claims).toMatchObject({ sub: 'jane.doe', client_id: device.clientId, gtp: 'dc' });
  });
});
