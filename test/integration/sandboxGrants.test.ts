import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { basic, clientOf, post, read, requestRefusal, requestToken, serveForTest, tokenFor } from './sandboxSupport.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveForTest();
});
afterAll(() => sandbox.stop());

const client = (key: string) => clientOf(sandbox, key);
const cc = (scope = client('rest').scope) => ({ grant_type: 'client_credentials', scope });
const password = (scope = client('user').scope) => ({
  grant_type: 'password',
  username: 'jane.doe',
  password: client('user').password ?? '',
  scope,
});
const origin = () => new URL(sandbox.apiUrl).origin;

describe('client credentials', () => {
  test.each(['rest', 'soap', 'integration'])('issues a token to the client %s by basic and by post', async (key) => {
    const form = cc(client(key).scope);
    const byBasic = await requestToken(sandbox, form, basic(client(key)));
    const byPost = await requestToken(sandbox, { ...form, ...post(client(key)) });
    expect(byBasic.expires_in).toBe(3600);
    expect(byBasic.refresh_token).toBeUndefined();
    expect(read(byPost.access_token).claims.sub).toBe(client(key).clientId);
  });

  test('a token has the header and the claims of an identity domain', async () => {
    const token = await tokenFor(sandbox, 'rest');
    const { header, claims } = read(token);
    expect(token.startsWith('eyJ4NXQ')).toBe(true);
    expect(Object.keys(header)).toEqual(['x5t#S256', 'x5t', 'kid', 'alg']);
    expect(header).toMatchObject({ kid: 'SIGNING_KEY', alg: 'RS256' });
    expect(claims).toMatchObject({
      tok_type: 'AT',
      iss: 'https://identity.oraclecloud.com/',
      tenant_iss: sandbox.domainUrl,
      sub: client('rest').clientId,
      sub_type: 'client',
      client_id: client('rest').clientId,
      client_name: client('rest').name,
      gtp: 'cc',
      aud: origin(),
      scope: '/rest/*',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(Math.abs((claims.iat ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    for (const name of ['tenant', 'client_tenantname', 'client_guid', 'jti']) expect(claims).toHaveProperty(name);
    expect(claims).not.toHaveProperty('user_id');
  });

  test('the scope is split after the audience, whatever its kind', async () => {
    const { claims } = read(await tokenFor(sandbox, 'integration'));
    expect(claims).toMatchObject({
      aud: 'https://practice-integration.example:443',
      scope: 'urn:opc:resource:consumer::all',
    });
  });

  test('several scopes of one audience are granted together', async () => {
    const { claims } = read(await tokenFor(sandbox, 'integration', client('integration').allowedScopes.join(' ')));
    expect(claims['scope']).toBe('urn:opc:resource:consumer::all /ic/api/');
  });

  test('twenty requests at once each get a token of their own', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenFor(sandbox, 'rest')));
    expect(new Set(tokens.map((token) => read(token).claims.jti)).size).toBe(20);
  });
});

describe('password', () => {
  test.each(['basic', 'post'])('signs the user in with the client authenticated by %s', async (method) => {
    const user = client('user');
    const reply =
      method === 'basic'
        ? await requestToken(sandbox, password(), basic(user))
        : await requestToken(sandbox, { ...password(), ...post(user) });
    expect(read(reply.access_token).claims).toMatchObject({
      sub: 'jane.doe',
      sub_type: 'user',
      user_displayname: 'Jane Doe',
      client_id: user.clientId,
      aud: origin(),
      scope: '/rest/*',
    });
    expect(reply.refresh_token).toMatch(/^AQAg/);
  });

  test('without offline_access there is no refresh token', async () => {
    const reply = await requestToken(sandbox, password(`${origin()}/rest/*`), basic(client('user')));
    expect(reply.refresh_token).toBeUndefined();
  });

  test('openid brings an identity token for the client and the issuer', async () => {
    const reply = await requestToken(sandbox, password(`openid ${origin()}/rest/*`), basic(client('user')));
    expect(read(reply.id_token ?? '').claims).toMatchObject({
      tok_type: 'IT',
      sub: 'jane.doe',
      aud: ['https://identity.oraclecloud.com/', client('user').clientId],
    });
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, 'invalid_grant'],
    ['an unknown user', { username: 'nobody' }, 'invalid_grant'],
    ['the name in capitals', { username: 'JANE.DOE' }, 'invalid_grant'],
    ['no password', { password: '' }, 'invalid_request'],
  ])('%s is refused', async (_, change, code) => {
    const refusal = await requestRefusal(sandbox, { ...password(), ...change }, basic(client('user')));
    expect(refusal).toMatchObject({ status: 400, error: code });
  });
});

describe('refresh', () => {
  const start = () => requestToken(sandbox, password(), basic(client('user')));
  const refresh = (token = '') => ({ grant_type: 'refresh_token', refresh_token: token });

  test('gives a new token and a new refresh token, again and again', async () => {
    const first = await start();
    const second = await requestToken(sandbox, refresh(first.refresh_token), basic(client('user')));
    const third = await requestToken(sandbox, { ...refresh(second.refresh_token), ...post(client('user')) });
    expect(new Set([first.refresh_token, second.refresh_token, third.refresh_token]).size).toBe(3);
    expect(read(third.access_token).claims).toMatchObject({ sub: 'jane.doe', scope: '/rest/*', aud: origin() });
  });

  test('the second use of a refresh token is refused, and says so', async () => {
    const { refresh_token: token } = await start();
    await requestToken(sandbox, refresh(token), basic(client('user')));
    const refusal = await requestRefusal(sandbox, refresh(token), basic(client('user')));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(refusal.error_description).toContain('already been consumed');
  });

  test.each(['', 'AQAgnonsense', 'not a token'])('%j is no refresh token', async (token) => {
    const refusal = await requestRefusal(sandbox, refresh(token), basic(client('user')));
    expect(refusal).toMatchObject({ status: 400, error: token === '' ? 'invalid_request' : 'invalid_grant' });
  });

  test('a refresh token of another client is refused', async () => {
    const { refresh_token: token } = await start();
    const refusal = await requestRefusal(sandbox, refresh(token), basic(client('browser')));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});

describe('refusals', () => {
  const wrong = () => ({ ...client('rest'), clientSecret: 'wrong' });
  test.each([
    ['a wrong secret by basic', () => [cc(), basic(wrong())] as const],
    ['a wrong secret by post', () => [{ ...cc(), ...post(wrong()) }, {}] as const],
    ['an unknown client', () => [cc(), basic({ ...client('rest'), clientId: 'nobody' })] as const],
    ['no client at all', () => [cc(), {}] as const],
    ['a secret that is missing', () => [{ ...cc(), client_id: client('rest').clientId }, {}] as const],
    ['something that is not base64', () => [cc(), { authorization: 'Basic %%%' }] as const],
    ['a wrong secret and a wrong scope', () => [cc('nonsense'), basic(wrong())] as const],
  ])('%s: 401 invalid_client', async (_, build) => {
    const [form, headers] = build();
    expect(await requestRefusal(sandbox, form, headers)).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  test.each([
    ['no scope', () => ''],
    ['an unknown scope', () => 'https://elsewhere.example/rest/*'],
    ['a bare scope', () => '/rest/*'],
    ['a doubled slash', () => `${origin()}//rest/*`],
    ['a scope of another client', () => `${origin()}/soap/*`],
    ['two audiences', () => `${origin()}/rest/* ${client('integration').scope}`],
  ])('%s: 400 invalid_scope', async (_, scope) => {
    const refusal = await requestRefusal(sandbox, cc(scope()), basic(client('rest')));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_scope' });
  });

  test('a grant that the client may not use: unauthorized_client', async () => {
    const refusal = await requestRefusal(sandbox, password(), basic(client('rest')));
    expect(refusal).toMatchObject({ status: 400, error: 'unauthorized_client' });
  });

  test('a grant that nobody knows: unsupported_grant_type', async () => {
    const refusal = await requestRefusal(sandbox, { ...cc(), grant_type: 'telepathy' }, basic(client('rest')));
    expect(refusal).toMatchObject({ status: 400, error: 'unsupported_grant_type' });
  });

  test('no grant type: invalid_request', async () => {
    const refusal = await requestRefusal(sandbox, { scope: 'x' }, basic(client('rest')));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  test.each([
    ['a JSON body', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, 415],
    ['GET', { method: 'GET' }, 405],
    ['a body beyond reason', { method: 'POST', body: new URLSearchParams({ scope: 'x'.repeat(70_000) }) }, 413],
  ])('%s is refused by its status', async (_, init, status) => {
    const response = await fetch(`${sandbox.domainUrl}/oauth2/v1/token`, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('a page of another origin is not let in', async () => {
    const response = await fetch(`${sandbox.domainUrl}/oauth2/v1/token`, {
      method: 'POST',
      body: new URLSearchParams(cc()),
      headers: { ...basic(client('rest')), origin: 'https://elsewhere.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});
