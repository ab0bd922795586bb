import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/core/failure.ts';
import { discover } from '../../../../main/core/discovery/discover.ts';
import { serverAt } from '../../../../main/core/discovery/server.ts';
import { requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { answerWith, issued } from '../../../support/cannedReply.ts';
import type { Canned } from '../../../support/cannedReply.ts';
import { createKeyFiles } from '../../../support/keyFiles.ts';
import { createOAuthBench } from '../../../support/oauthBench.ts';

const DOMAIN = 'https://idcs-0123456789abcdef0123456789abcdef.identity.oraclecloud.com';
const KEYS = `${DOMAIN}/admin/v1/SigningCert/jwk`;
const OPENID = {
  issuer: 'https://identity.oraclecloud.com/',
  token_endpoint: `${DOMAIN}:443/oauth2/v1/token`,
  introspect_endpoint: '/oauth2/v1/introspect',
  userinfo_endpoint: 7,
  jwks_uri: `${DOMAIN}:443/admin/v1/SigningCert/jwk`,
  secure_token_endpoint: 'https://idcs-0.secure.identity.oraclecloud.com/oauth2/v1/token',
  grant_types_supported: ['client_credentials', 'tls_cert_auth', 3],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
};
const KEY = { kty: 'RSA', kid: 'SIGNING_KEY', alg: 'RS256', n: 'AQ', e: 'AQAB', key_ops: ['encrypt', 'sign'] };
const json = (value: unknown): Canned => ({ body: JSON.stringify(value) });

async function facts(replies: Record<string, Canned>, at = DOMAIN) {
  const sendHttp = answerWith(({ url }) => replies[url.replace(`${DOMAIN}/.well-known/`, '')] ?? { status: 404 });
  return discover(sendHttp, serverAt(at));
}

const causesOf = ({ findings }: { findings: { cause: string }[] }): string[] => findings.map(({ cause }) => cause);

describe('an identity domain', () => {
  it('is understood with all its oddities', async () => {
    const found = await facts({
      'openid-configuration': json(OPENID),
      'idcs-configuration': json({
        'openid-configuration': { device_authorization_endpoint: `${DOMAIN}/oauth2/v1/device` },
      }),
      [KEYS]: json({ keys: [KEY, 'rubbish'] }),
    });
    expect(found.endpoints).toEqual({
      token: `${DOMAIN}/oauth2/v1/token`,
      introspection: `${DOMAIN}/oauth2/v1/introspect`,
      jwks: KEYS,
      deviceAuthorization: `${DOMAIN}/oauth2/v1/device`,
    });
    expect(found.mutualTlsEndpoints).toEqual({ token: OPENID.secure_token_endpoint });
    expect(found.grantTypes).toEqual(['client_credentials', 'tls_cert_auth']);
    expect(found.keySet).toMatchObject({
      state: 'public',
      keys: [{ keyId: 'SIGNING_KEY', keyOperations: ['encrypt', 'sign'] }],
    });
    expect(causesOf(found)).toEqual([
      'domain.issuer-mismatch',
      'domain.explicit-port',
      'domain.metadata-incomplete',
      'domain.metadata-odd',
      'domain.key-unknown',
    ]);
  });

  it('that hides its key is no failure', async () => {
    const scim = { schemas: [], detail: 'Operation failed due to unauthorized access.', status: '401' };
    const found = await facts({
      'openid-configuration': json(OPENID),
      [KEYS]: { status: 401, body: JSON.stringify(scim) },
    });
    expect(found.keySet).toMatchObject({ state: 'private', status: 401, keys: [] });
    expect(causesOf(found)).toContain('domain.signing-key-private');
  });
});

describe('any server', () => {
  it.each([
    ['HTML', { body: '<html>' }],
    ['half a document', { body: '{"issuer":' }],
    ['a list', { body: '[]' }],
    ['a redirect', { status: 302, headers: [['Location', '/elsewhere']] }],
    ['an error', { status: 500, body: 'oops' }],
  ] satisfies [string, Canned][])('that answers with %s is described', async (_, reply) => {
    const found = await facts({ 'openid-configuration': reply, [KEYS]: reply });
    expect(found.documents[0]?.problem?.code).toMatch(/^protocol\./);
    expect(found.findings[0]).toMatchObject({ cause: 'domain.unreachable-metadata', level: 'bad' });
    expect(found.keySet?.state).toBe('unreadable');
  });

  it('that cannot be reached is described, and a cancel is not', async () => {
    const failing = (code: 'network.dns' | 'cancelled') =>
      discover(
        answerWith(() => {
          throw new Failure(code, 'no');
        }),
        serverAt(DOMAIN),
      );
    expect((await failing('network.dns')).documents.map(({ problem }) => problem?.code)).toEqual(
      Array(3).fill('network.dns'),
    );
    await expect(failing('cancelled')).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is found below its path, from the address of a metadata document', async () => {
    const base = 'https://login.example/realms/one';
    const sendHttp = answerWith(({ url }) =>
      url.endsWith('/openid-configuration') ? json({ issuer: base }) : { status: 404 },
    );
    await discover(sendHttp, serverAt(`${base}/.well-known/openid-configuration`));
    expect(sendHttp.requests.map(({ url }) => url)).toEqual([
      `${base}/.well-known/openid-configuration`,
      'https://login.example/.well-known/oauth-authorization-server/realms/one',
    ]);
  });

  it('is not followed to plain http', async () => {
    const found = await facts({ 'openid-configuration': json({ token_endpoint: 'http://evil.example/token' }) });
    expect(found.endpoints).toEqual({});
  });
});

describe('mutual TLS', () => {
  it('goes to the secure host that the metadata names, with the certificate', async () => {
    const { pkcs8, certificate } = await createKeyFiles('ec');
    const sendHttp = answerWith(({ url }) => (url.includes('.well-known') ? json(OPENID) : issued()));
    const bench = createOAuthBench({ sendHttp, now: () => Date.now() });
    const clientAuth = { method: 'tls_client_auth', privateKey: pkcs8, certificate } as const;
    const connectionId = await bench.save({ clientAuth });
    await requestToken(bench.desk, { connectionId });
    const [metadata, token] = sendHttp.requests;
    expect(metadata?.route.clientCertificate).toBeUndefined();
    expect(token?.url).toBe(OPENID.secure_token_endpoint);
    expect(token?.route.clientCertificate).toEqual({ privateKey: pkcs8, certificate });
    const nowhere = createOAuthBench({ sendHttp: answerWith(() => ({ status: 404 })), now: () => Date.now() });
    const asked = requestToken(nowhere.desk, { connectionId: await nowhere.save({ clientAuth }) });
    await expect(asked).rejects.toMatchObject({ code: 'input.missing', field: 'connection.endpoints.token' });
  });
});
