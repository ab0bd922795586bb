import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessCheck } from '../../main/sandbox/apiAccess.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { createSigningKey } from '../../main/sandbox/signingKey.ts';
import { signToken } from '../../main/sandbox/tokens.ts';
import { read, serveForTest, tokenFor } from './sandboxSupport.ts';

let sandbox: Sandbox;
let rest: string;
let soap: string;
beforeAll(async () => {
  sandbox = await serveForTest();
  rest = await tokenFor(sandbox, 'rest');
  soap = await tokenFor(sandbox, 'soap');
});
afterAll(() => sandbox.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.apiUrl}${path}`, { headers: bearer(rest), redirect: 'manual', ...init });
const soapPath = '/soap/api/iws/UserLookup';

describe('the examples', () => {
  test('each is answered as it stands with the right token', async () => {
    const quick = sandbox.examples.filter(({ url }) => !url.includes('/slow'));
    const statuses = await Promise.all(
      quick.map(async ({ method, url, headers, body }) => {
        const token = url.includes('/soap/') ? soap : rest;
        const all = Object.fromEntries([...headers, ['authorization', `Bearer ${token}`]]);
        const init = { method, headers: all, redirect: 'manual' as const, ...(body === undefined ? {} : { body }) };
        const response = await fetch(url, init);
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(statuses).toEqual([200, 200, 201, 200, 200, 302]);
  });
});

describe('REST', () => {
  test('lists users, finds one, and keeps a new one', async () => {
    const created = await call('/rest/apis/common/users', {
      method: 'POST',
      headers: { ...bearer(rest), 'content-type': 'application/json' },
      body: JSON.stringify({ firstName: 'Ada', lastName: 'Quist' }),
    });
    expect(created.status).toBe(201);
    const user: unknown = await created.json();
    expect(user).toMatchObject({ firstName: 'Ada', userType: 'Base User', status: 'Active' });
    const list: unknown = await (await call('/rest/apis/common/users')).json();
    expect(list).toMatchObject({ items: expect.arrayContaining([user]) as unknown });
    expect(await (await call('/rest/apis/common/users/U00001')).json()).toMatchObject({ firstName: 'Jane' });
  });

  test.each([
    ['a body that is not JSON', '/rest/apis/common/users', { method: 'POST', body: 'not json' }, 400],
    ['a body of another shape', '/rest/apis/common/users', { method: 'POST', body: '[]' }, 422],
    ['an unknown user', '/rest/apis/common/users/U99999', {}, 404],
    ['an unknown service', '/rest/apis/common/nothing', {}, 404],
    ['a method not offered', '/rest/apis/common/users', { method: 'DELETE' }, 405],
    ['a body too large', '/rest/apis/common/users', { method: 'POST', body: 'x'.repeat(1_100_000) }, 413],
    ['a path that is not well formed', '/rest/apis/common/users/%E0%A4%A', {}, 404],
  ])('%s: a JSON error with its status', async (_, path, init, status) => {
    const response = await call(path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status });
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, POST' : null);
  });

  test('the large reply is about a megabyte', async () => {
    const { byteLength } = await (await call('/rest/apis/practice/readings')).arrayBuffer();
    expect(byteLength).toBeGreaterThan(1_000_000);
  });

  test('the redirect leads to another origin', async () => {
    const response = await call('/rest/apis/practice/redirect');
    expect(new URL(response.headers.get('location') ?? '').origin).toBe(sandbox.domainUrl);
  });

  test('the slow reply can be left', async () => {
    const leave = new AbortController();
    const waiting = call('/rest/apis/practice/slow?seconds=60', { signal: leave.signal });
    leave.abort();
    await expect(waiting).rejects.toThrow();
    expect(await (await call('/rest/apis/practice/slow?seconds=0')).json()).toEqual({ waitedSeconds: 0 });
  });

  test('the user of a token is who asked', async () => {
    const response = await call('/rest/apis/common/whoami', { headers: bearer(await tokenFor(sandbox, 'user')) });
    expect(await response.json()).toEqual({ user: 'jane.doe' });
  });
});

describe('SOAP', () => {
  const post = (body: string, token = soap) => call(soapPath, { method: 'POST', body, headers: bearer(token) });
  const find = (id: string) =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><p:FindUser xmlns:p="http://practice.example/users"><p:userId>${id}</p:userId></p:FindUser></e:Body></e:Envelope>`;

  test('answers an envelope with an envelope', async () => {
    const response = await post(find('U00002'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/xml');
    expect(await response.text()).toMatch(/<soap:Envelope[^]*<firstName>Sam<\/firstName>/);
  });

  test.each([
    ['an unknown user', find('U&lt;1'), 'U&amp;lt;1'],
    ['another operation', find('U00001').replaceAll('FindUser', 'DropUser'), 'FindUser'],
    ['no envelope', '{}', 'not a SOAP envelope'],
  ])('%s: a fault', async (_, body, text) => {
    const response = await post(body);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(new RegExp(`<soap:Fault>[^]*${text}`));
  });

  test('GET is refused with a fault', async () => {
    const response = await call(soapPath, { headers: bearer(soap) });
    expect(response.status).toBe(405);
    expect(await response.text()).toContain('<soap:Fault>');
  });
});

describe('access', () => {
  const ask = (token: string, path = '/rest/apis/common/users') => call(path, { headers: bearer(token) });
  const challengeOf = (response: Response) => response.headers.get('www-authenticate') ?? '';

  test('no token: 401 and a challenge without an error', async () => {
    const response = await call('/rest/apis/common/users', { headers: {} });
    expect(response.status).toBe(401);
    expect(challengeOf(response)).toMatch(/^Bearer realm="[^"]+"$/);
  });

  test.each([
    ['a REST token at a SOAP service', () => rest, soapPath, '/soap/*'],
    ['a SOAP token at a REST service', () => soap, '/rest/apis/common/users', '/rest/*'],
  ])('%s: 403 insufficient_scope', async (_, token, path, scope) => {
    const response = await ask(token(), path);
    expect(response.status).toBe(403);
    expect(challengeOf(response)).toContain('error="insufficient_scope"');
    expect(await response.text()).toContain(scope);
  });

  test('the scope /* opens both', async () => {
    const both = await tokenFor(sandbox, 'user', `${new URL(sandbox.apiUrl).origin}/*`);
    expect((await ask(both)).status).toBe(200);
    expect((await ask(both, soapPath)).status).toBe(405);
  });

  test.each([
    ['a token of another audience', () => tokenFor(sandbox, 'integration'), 'audience'],
    ['a token with a changed claim', () => Promise.resolve(changeClaim(rest)), 'signature'],
    ['a token without its signature', () => Promise.resolve(rest.replace(/[^.]*$/, '')), 'signature'],
    ['something that is no token', () => Promise.resolve('nonsense'), 'not one of'],
    ['a token of another key', foreignToken, 'signature'],
  ])('%s: 401 invalid_token', async (_, make, reason) => {
    const response = await ask(await make());
    expect(response.status).toBe(401);
    expect(challengeOf(response)).toContain('error="invalid_token"');
    expect(challengeOf(response)).toContain(reason);
  });

  function changeClaim(token: string): string {
    const [header, , signature] = token.split('.');
    const claims = { ...read(token).claims, scope: '/*' };
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  }

  async function foreignToken(): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT(read(rest).claims).setProtectedHeader({ alg: 'RS256', kid: 'SIGNING_KEY' }).sign(privateKey);
  }

  test('an expired token: 401 that names the reason', async () => {
    const key = await createSigningKey();
    const check = createAccessCheck(key.publicKey, 'urn:practice');
    const now = Math.floor(Date.now() / 1000);
    const token = (exp: number) =>
      signToken(key, {
        iss: 'https://identity.oraclecloud.com/',
        aud: 'urn:practice',
        scope: '/rest/*',
        sub: 'x',
        exp,
      });
    const judge = (exp: number) => check({ headers: bearer(token(exp)) }, 'rest');
    expect(await judge(now - 1)).toMatchObject({ refusal: { status: 401, title: 'The access token has expired.' } });
    expect(await judge(now + 60)).toEqual({ kind: 'allowed', subject: 'x' });
  });

  test('a token signed with the public key as a shared secret is refused', async () => {
    const { publicKey } = await createSigningKey();
    const secret = Buffer.from(JSON.stringify(await exportJWK(publicKey)));
    const forged = await new SignJWT(read(rest).claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    expect((await ask(forged)).status).toBe(401);
  });
});
