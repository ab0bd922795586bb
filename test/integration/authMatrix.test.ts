import { createPublicKey } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_AUTH_METHODS } from '#contract/connection.ts';
import type { ClientAuthMethod, ConnectionInput } from '#contract/connection.ts';
import { discover } from '../../main/core/discovery/discover.ts';
import { serverAt } from '../../main/core/discovery/server.ts';
import { probeClientAuth } from '../../main/core/oauth/clientAuth/probeClientAuth.ts';
import { requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { readToken } from '../../main/core/oauth/tokens/storedToken.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { createKeyFiles } from '../support/keyFiles.ts';
import type { KeyFiles } from '../support/keyFiles.ts';
import { createMatrix } from '../support/matrix.ts';
import { createOAuthBench, issuedToken } from '../support/oauthBench.ts';
import type { OAuthBench } from '../support/oauthBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startOidcProvider } from '../support/oidcProvider.ts';

const SECRET = 'a secret of more than 32 characters: %+&=';
const USER = 'jane@example.com';
const PASSWORD = 'pa:ss+wo%rd&=é€ ';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SAML_BEARER = 'urn:ietf:params:oauth:grant-type:saml2-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const SAML = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>${USER}</saml:NameID></saml:Assertion>`;
const matrix = createMatrix();

let authority: CertificateAuthority;
let clientPair: KeyPair;
let strangerPair: KeyPair;
let signer: KeyFiles;
let otherSigner: KeyFiles;
let server: RunningServer;
let bench: OAuthBench;
let refreshTokenOf: (method: ClientAuthMethod) => Promise<string>;

const jwk = (pem: string): object => ({ ...createPublicKey(pem).export({ format: 'jwk' }), kid: 'signer-alias' });

async function userOfAssertion(assertion: string | undefined, clientId: string): Promise<string | undefined> {
  const key = await importSPKI(
    createPublicKey(signer.pkcs8).export({ type: 'spki', format: 'pem' }).toString(),
    'RS256',
  );
  const audience = `${server.origin}/oauth2/v1/token`;
  const checks = { issuer: clientId, audience, algorithms: ['RS256'] };
  const { payload } = await jwtVerify(assertion ?? '', key, checks).catch(() => ({ payload: { sub: undefined } }));
  return payload.sub;
}

beforeAll(async () => {
  authority = await createCertificateAuthority();
  const stranger = await createCertificateAuthority('another authority');
  [signer, otherSigner] = await Promise.all([createKeyFiles('rsa'), createKeyFiles('rsa')]);
  clientPair = await authority.issue({ subject: 'the-client', names: [], purpose: 'client' });
  strangerPair = await stranger.issue({ subject: 'the-client', names: [], purpose: 'client' });
  server = await startOidcProvider({
    keys: await authority.issue(),
    clientAuthority: authority.certificate,
    users: { [USER]: PASSWORD },
    clients: CLIENT_AUTH_METHODS.map((method) => ({
      client_id: `client:${method}`,
      grant_types: [
        'client_credentials',
        'password',
        'refresh_token',
        JWT_BEARER,
        SAML_BEARER,
        EXCHANGE,
        'tls_client_auth',
        'tls_cert_auth',
      ],
      token_endpoint_auth_method: method,
      scope: 'openid offline_access api:read',
      ...(method.startsWith('client_secret') && { client_secret: SECRET }),
      ...(method === 'private_key_jwt' && { jwks: { keys: [jwk(signer.pkcs8)] } }),
      ...(method === 'tls_client_auth' && { tls_client_auth_subject_dn: 'CN=the-client' }),
    })),
    configuration: { clientAuthMethods: [...CLIENT_AUTH_METHODS] },
    grants: {
      [JWT_BEARER]: ({ assertion }, clientId) => userOfAssertion(assertion, clientId),
      [SAML_BEARER]: async ({ assertion = '' }) => {
        const xml = Buffer.from(assertion, 'base64url').toString();
        return /^[\w-]+$/.test(assertion) ? /<saml:NameID>(.*)<\/saml:NameID>/.exec(xml)?.[1] : undefined;
      },
      [EXCHANGE]: async ({ subject_token: token, subject_token_type: type }) =>
        token === 'a-good-token' && type === 'urn:ietf:params:oauth:token-type:access_token' ? USER : undefined,
      tls_client_auth: async () => 'the-client',
      tls_cert_auth: async () => 'the-client',
    },
  });
  bench = createOAuthBench({ now: () => Date.now() });
  refreshTokenOf = async (method) => {
    const connectionId = await connect(method, GRANTS.password(true));
    const { id } = issuedToken(await requestToken(bench.desk, { connectionId }));
    return readToken(bench.records, id).refreshToken ?? '';
  };
});
afterAll(async () => {
  matrix.print('grant × client authentication, against oidc-provider over TLS');
  await server.stop();
});

function clientAuth(method: ClientAuthMethod, good: boolean): ConnectionInput['clientAuth'] {
  // The user assertion is signed with the right key in each case, so that a refusal is one of the client authentication.
  const userKey = { privateKey: signer.pkcs8, keyId: 'signer-alias' };
  switch (method) {
    case 'private_key_jwt':
      return { method, privateKey: (good ? signer : otherSigner).pkcs8, keyId: 'signer-alias', thumbprints: 'none' };
    case 'tls_client_auth':
      return { method, ...(good ? clientPair : strangerPair) };
    case 'none':
      return { method, ...userKey };
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return { method, secret: good ? SECRET : `${SECRET} wrong, and long enough too`, ...userKey };
  }
}

const GRANTS = {
  client_credentials: (): ConnectionInput['grant'] => ({ type: 'client_credentials' }),
  password: (good: boolean): ConnectionInput['grant'] => ({
    type: 'password',
    username: USER,
    password: good ? PASSWORD : 'wrong',
  }),
  saml2_bearer: (good: boolean): ConnectionInput['grant'] => ({
    type: 'saml2_bearer',
    assertion: good ? SAML : SAML.replaceAll('NameID', 'Nobody'),
  }),
  jwt_bearer: (good: boolean): ConnectionInput['grant'] => ({
    type: 'jwt_bearer',
    subject: USER,
    ...(good ? {} : { audience: 'https://elsewhere.example/' }),
  }),
  token_exchange: (good: boolean): ConnectionInput['grant'] => ({
    type: 'token_exchange',
    subjectToken: good ? 'a-good-token' : 'another-token',
  }),
};
type GrantName = keyof typeof GRANTS;
const NAMES: GrantName[] = ['client_credentials', 'password', 'jwt_bearer', 'saml2_bearer', 'token_exchange'];

function connect(
  method: ClientAuthMethod,
  grant: ConnectionInput['grant'],
  change: Partial<ConnectionInput> = {},
): Promise<string> {
  return bench.save({
    endpoints: { token: `${server.origin}/oauth2/v1/token` },
    domainUrl: server.origin,
    tls: { caCertificates: authority.certificate },
    clientId: `client:${method}`,
    clientAuth: clientAuth(method, true),
    scope: grant.type === 'client_credentials' ? 'api:read' : 'openid offline_access',
    grant,
    ...change,
  });
}

describe.each(CLIENT_AUTH_METHODS)('with %s', (method) => {
  /** A public client has no credentials of its own to get wrong but its ID. */
  const wrongClient = (): Partial<ConnectionInput> =>
    method === 'none' ? { clientId: 'client:unknown' } : { clientAuth: clientAuth(method, false) };
  // A client of nobody's cannot act for itself, and the TLS client signs nothing: its key is the one of the handshake.
  const names = NAMES.filter(
    (name) =>
      !(method === 'none' && name === 'client_credentials') && !(method === 'tls_client_auth' && name === 'jwt_bearer'),
  );

  it.each(names)('%s works', async (name) => {
    const outcome = await requestToken(bench.desk, { connectionId: await connect(method, GRANTS[name](true)) });
    if (outcome.kind === 'issued') matrix.set(name, method, 'works');
    expect(outcome).toMatchObject({ kind: 'issued', token: { tokenType: 'Bearer' } });
  });

  it.each(names)('%s is refused to a client that cannot prove itself', async (name) => {
    const connectionId = await connect(method, GRANTS[name](true), wrongClient());
    const outcome = await requestToken(bench.desk, { connectionId });
    if (outcome.kind === 'refused') matrix.set(name, method, `${outcome.status} ${outcome.error ?? ''}`);
    expect(outcome).toMatchObject({ kind: 'refused', status: 401, error: 'invalid_client' });
  });

  it.each(names.filter((name) => name !== 'client_credentials'))(
    '%s is refused when its own part is wrong',
    async (name) => {
      const outcome = await requestToken(bench.desk, { connectionId: await connect(method, GRANTS[name](false)) });
      if (outcome.kind === 'refused') matrix.set(name, method, `${outcome.status} ${outcome.error ?? ''}`);
      expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
    },
  );

  it('a refresh token works, and is refused to a client that cannot prove itself', async () => {
    const grant = { type: 'refresh_token' as const, refreshToken: await refreshTokenOf(method) };
    const refused = await requestToken(bench.desk, { connectionId: await connect(method, grant, wrongClient()) });
    expect(refused).toMatchObject({ kind: 'refused', status: 401, error: 'invalid_client' });
    expect(await requestToken(bench.desk, { connectionId: await connect(method, grant) })).toMatchObject({
      kind: 'issued',
    });
    matrix.set('refresh_token', method, 'works, 401 invalid_client');
  });

  it('is found out among the others', async () => {
    const good = clientAuth(method, true);
    const everything = {
      ...good,
      secret: SECRET,
      ...(method === 'tls_client_auth' ? {} : { privateKey: signer.pkcs8 }),
    };
    const connectionId = await connect(method, GRANTS.client_credentials(), {
      clientAuth: { ...everything, method: 'client_secret_basic' },
    });
    const waits: number[] = [];
    const ports = { ...bench.desk, wait: async (milliseconds: number) => void waits.push(milliseconds) };
    const probe = await probeClientAuth(ports, connectionId);
    expect(probe.requests).toBeLessThanOrEqual(6);
    expect(waits).toHaveLength(probe.requests);
    // This server takes a secret in either place, whichever the client registered; the header is tried first.
    const alike = (each: ClientAuthMethod): string => each.replace('client_secret_post', 'client_secret_basic');
    expect(probe.working).toBe(alike(method));
    const others = probe.attempts.filter((attempt) => alike(attempt.method) !== alike(method));
    const tried = others.filter(({ verdict }) => verdict !== 'not-tried');
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.map(({ verdict }) => verdict)).toEqual(tried.map(() => 'refused'));
    expect(tried.every(({ diagnosis }) => (diagnosis?.findings.length ?? 0) > 0)).toBe(true);
    matrix.set('(find out)', method, probe.working ?? 'nothing');
  });
});

// The server issues by the name on the wire alone. Two names of one grant: documents of identity domains have the one, their metadata the other.
it.each(['tls_client_auth', 'tls_cert_auth'] as const)(
  'the grant %s works with the certificate alone',
  async (type) => {
    const published = await discover(bench.desk.sendHttp, {
      ...serverAt(server.origin),
      route: { caCertificates: authority.certificate, proxy: { mode: 'none' } },
    });
    expect(published.grantTypes).toContain(type);
    const connectionId = await connect('tls_client_auth', { type });
    const issued = await requestToken(bench.desk, { connectionId });
    expect(issued).toMatchObject({ kind: 'issued' });
    expect(JSON.stringify(issued)).not.toContain('PRIVATE KEY');
    const other = await connect('tls_client_auth', { type }, { clientAuth: clientAuth('tls_client_auth', false) });
    expect(await requestToken(bench.desk, { connectionId: other })).toMatchObject({ kind: 'refused', status: 401 });
    matrix.set(type, 'tls_client_auth', 'works, 401 invalid_client');
  },
);
