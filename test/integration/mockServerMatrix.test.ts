import { createPublicKey } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_AUTH_METHODS } from '#contract/connection.ts';
import type { ClientAuthMethod, ConnectionInput } from '#contract/connection.ts';
import type { TokenOutcome } from '#contract/token.ts';
import { requestToken } from '../../main/core/oauth/tokens/requestToken.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import type { CertificateAuthority, KeyPair } from '../support/certificates.ts';
import { createFlowBench } from '../support/flowBench.ts';
import type { FlowBench } from '../support/flowBench.ts';
import { createHttpBrowser } from '../support/httpBrowser.ts';
import { createKeyFiles } from '../support/keyFiles.ts';
import type { KeyFiles } from '../support/keyFiles.ts';
import { createMatrix } from '../support/matrix.ts';

const SECRET = 'a-secret_of.more*than-32-characters: %+&=!~()é';
// What the form-encoding leaves as it is: the server puts the name of the header, undecoded, into the ID token as its audience.
const CLIENT_ID = 'client-1.of_2*';
const matrix = createMatrix();

let authority: CertificateAuthority;
let clientPair: KeyPair;
let signer: KeyFiles;
let server: OAuth2Server;
let bench: FlowBench;
let directory: string;
let arrived: { headers: IncomingHttpHeaders; body: Record<string, unknown> };

beforeAll(async () => {
  [authority, signer] = await Promise.all([createCertificateAuthority(), createKeyFiles('rsa')]);
  clientPair = await authority.issue({ subject: 'the-client', names: [], purpose: 'client' });
  const keys = await authority.issue();
  directory = await mkdtemp(join(tmpdir(), 'grantsmith-mock-'));
  await writeFile(join(directory, 'key.pem'), keys.privateKey);
  await writeFile(join(directory, 'certificate.pem'), keys.certificate);
  server = new OAuth2Server(join(directory, 'key.pem'), join(directory, 'certificate.pem'));
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  server.issuer.url = origin();
  server.service.on('beforeResponse', (_response: unknown, request: typeof arrived) => {
    arrived = { headers: request.headers, body: { ...request.body } };
  });
  bench = createFlowBench();
});
afterAll(async () => {
  matrix.print(
    'grant × client authentication, against oauth2-mock-server over TLS; it lets in everybody, so what arrived was checked',
  );
  await server.stop();
  await rm(directory, { recursive: true });
});

const origin = (): string => `https://127.0.0.1:${server.address().port}`;

function clientAuth(method: ClientAuthMethod): ConnectionInput['clientAuth'] {
  const key = { privateKey: signer.pkcs8, keyId: 'signer-alias', thumbprints: 'none' } as const;
  if (method === 'tls_client_auth') return { method, ...clientPair };
  if (method === 'private_key_jwt') return { method, ...key };
  // The key is the one that signs the user assertion.
  return method === 'none' ? { method, ...key } : { method, secret: SECRET, ...key };
}

const connect = (method: ClientAuthMethod, grant: ConnectionInput['grant']): Promise<string> =>
  bench.save({
    domainUrl: origin(),
    endpoints: { token: `${origin()}/token`, authorization: `${origin()}/authorize`, jwks: `${origin()}/jwks` },
    tls: { caCertificates: authority.certificate },
    clientId: CLIENT_ID,
    clientAuth: clientAuth(method),
    scope: 'openid api:read',
    grant,
  });

/** The proof in the request that arrived last, by the names of RFC 6749 §2.3.1, RFC 7523 §2.2 and RFC 8705 §2; and no other one. */
async function proofThatArrived(): Promise<string> {
  const { headers, body } = arrived;
  const { client_id: id, client_secret: secret, client_assertion: assertion } = body;
  if (headers.authorization !== undefined) {
    const encode = (part: string): string => new URLSearchParams({ part }).toString().slice('part='.length);
    const expected = Buffer.from(`${encode(CLIENT_ID)}:${encode(SECRET)}`).toString('base64');
    expect([headers.authorization, secret, assertion]).toEqual([`Basic ${expected}`, undefined, undefined]);
    return 'client_secret_basic';
  }
  if (typeof assertion === 'string') {
    expect([body['client_assertion_type'], secret]).toEqual([
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      undefined,
    ]);
    const isShared = decodeProtectedHeader(assertion).alg === 'HS256';
    const key = isShared ? new TextEncoder().encode(SECRET) : createPublicKey(signer.pkcs8);
    const checks = { issuer: CLIENT_ID, subject: CLIENT_ID, audience: `${origin()}/token` };
    await jwtVerify(assertion, key, checks);
    return isShared ? 'client_secret_jwt' : 'private_key_jwt';
  }
  expect(id).toBe(CLIENT_ID);
  if (secret === undefined) return 'nothing';
  expect(secret).toBe(SECRET);
  return 'client_secret_post';
}

/** The server asks for no certificate, so the one of the TLS client stays at home. */
const proofOf = (method: ClientAuthMethod): string =>
  method === 'none' || method === 'tls_client_auth' ? 'nothing' : method;

async function signIn(connectionId: string): Promise<TokenOutcome> {
  const asked = bench.flows.request({ connectionId, requestId: `request-${connectionId}` });
  const callback = await createHttpBrowser(authority.certificate).visit((await bench.opened()).href);
  await createHttpBrowser().visit(callback.url);
  return asked;
}

const SERVED: ConnectionInput['grant'][] = [
  { type: 'client_credentials' },
  { type: 'password', username: 'jane', password: 'pa:ss+wo%rd&=é€ ' },
  { type: 'refresh_token', refreshToken: 'AQAg+/==' },
  { type: 'authorization_code' },
];
const UNSERVED: ConnectionInput['grant'][] = [
  { type: 'jwt_bearer', subject: 'jane' },
  { type: 'saml2_bearer', assertion: '<Assertion/>' },
  { type: 'token_exchange', subjectToken: 'a-token' },
];

describe.each(CLIENT_AUTH_METHODS)('with %s', (method) => {
  const isPublic = method === 'none';

  it.each(SERVED.filter(({ type }) => !(isPublic && type === 'client_credentials')))(
    '$type works, and is refused as the server says it',
    async (grant) => {
      const connectionId = await connect(method, grant);
      const ask = (): Promise<TokenOutcome> =>
        grant.type === 'authorization_code' ? signIn(connectionId) : requestToken(bench.desk, { connectionId });
      expect(await ask()).toMatchObject({ kind: 'issued', token: { tokenType: 'Bearer' } });
      expect(arrived.body).toMatchObject({ grant_type: grant.type });
      expect(await proofThatArrived()).toBe(proofOf(method));
      server.service.once('beforeResponse', (response: { body: unknown; statusCode: number }) => {
        response.statusCode = 401;
        response.body = { error: 'invalid_client', error_description: 'Client authentication failed.', ecid: 'ecid-7' };
      });
      expect(await ask()).toMatchObject({
        kind: 'refused',
        status: 401,
        error: 'invalid_client',
        errorDescription: 'Client authentication failed.',
        ecid: 'ecid-7',
      });
      matrix.set(grant.type, method, `works, 401 invalid_client`);
    },
  );

  it.each(UNSERVED.filter(({ type }) => !(method === 'tls_client_auth' && type === 'jwt_bearer')))(
    '$type is none of this server',
    async (grant) => {
      const outcome = await requestToken(bench.desk, { connectionId: await connect(method, grant) });
      expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
      matrix.set(grant.type, method, 'not served');
    },
  );
});

it('the TLS grant is none of this server', async () => {
  const connectionId = await connect('tls_client_auth', { type: 'tls_client_auth' });
  const outcome = await requestToken(bench.desk, { connectionId });
  expect(outcome).toMatchObject({ kind: 'refused', status: 400, error: 'invalid_grant' });
  matrix.set('tls_client_auth', 'tls_client_auth', 'not served');
});
