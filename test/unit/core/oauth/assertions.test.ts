import { createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, importSPKI, jwtVerify, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { Failure } from '../../../../main/core/failure.ts';
import { curlOf } from '../../../../main/core/oauth/exchange/curl.ts';
import { encodeSamlAssertion, checkJwtAssertion } from '../../../../main/core/oauth/clientAuth/pastedAssertion.ts';
import { readConnection } from '../../../../main/core/oauth/connection/connections.ts';
import { presentConnection } from '../../../../main/core/oauth/connection/connection.ts';
import { requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { answerWith, formOf, issued } from '../../../support/cannedReply.ts';
import { createKeyFiles, PASSPHRASE } from '../../../support/keyFiles.ts';
import type { KeyFiles } from '../../../support/keyFiles.ts';
import { createOAuthBench, EXAMPLE, NOON } from '../../../support/oauthBench.ts';

const NOW = NOON / 1000;
let files: KeyFiles;
let other: KeyFiles;
let ec: KeyFiles;

beforeAll(async () => {
  [files, other, ec] = await Promise.all([createKeyFiles('rsa'), createKeyFiles('rsa'), createKeyFiles('ec')]);
});

const signing = (more: Partial<ConnectionInput['clientAuth']> = {}): ConnectionInput['clientAuth'] => ({
  method: 'private_key_jwt',
  privateKey: files.pkcs8,
  keyId: 'alias',
  ...more,
});

async function sent(input: Partial<ConnectionInput>, now = () => NOON) {
  const sendHttp = answerWith(() => issued());
  const bench = createOAuthBench({ sendHttp, now });
  const connectionId = await bench.save(input);
  await requestToken(bench.desk, { connectionId });
  return formOf(sendHttp.requests[0]);
}

const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof Failure)) throw new Error('It did not fail as foreseen.');
  return { code: error.code, field: error.field };
};

describe('a client assertion', () => {
  it('says what an identity domain wants to hear, in seconds', async () => {
    // The certificate was made just now, so the clock has to be the real one.
    const now = Date.now();
    const clientAuth = signing({ thumbprints: 'both', certificate: files.certificate });
    const form = await sent({ clientAuth }, () => now);
    const assertion = form['client_assertion'] ?? '';
    expect(form).toMatchObject({
      client_id: EXAMPLE.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: 'alias',
      x5t: Buffer.from(files.sha1, 'hex').toString('base64url'),
      'x5t#S256': Buffer.from(files.sha256, 'hex').toString('base64url'),
    });
    const { jti, ...claims } = decodeJwt(assertion);
    const iat = Math.floor(now / 1000);
    expect(claims).toEqual({
      iss: EXAMPLE.clientId,
      sub: EXAMPLE.clientId,
      aud: 'https://identity.oraclecloud.com/',
      iat,
      exp: iat + 300,
    });
    expect(jti?.length).toBeGreaterThan(10);
  });

  it.each(['RS256', 'PS256', 'RS512'] as const)('verifies with %s', async (algorithm) => {
    const form = await sent({ clientAuth: signing({ algorithm, audience: 'https://own.example/' }) });
    const spki = createPublicKey(files.pkcs8).export({ type: 'spki', format: 'pem' }).toString();
    const checks = { audience: 'https://own.example/', currentDate: new Date(NOON) };
    const { protectedHeader } = await jwtVerify(
      form['client_assertion'] ?? '',
      await importSPKI(spki, algorithm),
      checks,
    );
    expect(protectedHeader.alg).toBe(algorithm);
  });

  it('takes ES256 for a P-256 key by itself', async () => {
    const form = await sent({ clientAuth: signing({ privateKey: ec.pkcs8 }) });
    expect(decodeProtectedHeader(form['client_assertion'] ?? '').alg).toBe('ES256');
  });

  it('is not made with what cannot work', async () => {
    const refused = (clientAuth: ConnectionInput['clientAuth']) => failureOf(sent({ clientAuth }));
    const where = (name: string) => `connection.clientAuth.${name}`;
    expect(await refused({ method: 'private_key_jwt' })).toEqual({ code: 'input.missing', field: where('privateKey') });
    const { keyId: _, ...unnamed } = signing();
    expect(await refused(unnamed)).toEqual({ code: 'input.missing', field: where('keyId') });
    expect(await refused(signing({ algorithm: 'ES256' }))).toEqual({
      code: 'input.key-unsupported',
      field: where('privateKey'),
    });
    expect(await refused(signing({ certificate: other.certificate }))).toEqual({
      code: 'input.key-mismatch',
      field: where('certificate'),
    });
    expect(await refused(signing({ privateKey: files.encryptedPkcs8 }))).toEqual({
      code: 'input.key-passphrase',
      field: where('keyPassphrase'),
    });
    const wrong = signing({ privateKey: files.pfx.toString('base64'), keyPassphrase: 'wrong' });
    expect(await refused(wrong)).toEqual({ code: 'input.key-passphrase', field: where('keyPassphrase') });
  });

  it('is not made once its certificate has expired, nor before it begins', async () => {
    const send = async (nowMs: number) => {
      const sendHttp = answerWith(() => issued());
      const bench = createOAuthBench({ sendHttp, now: () => nowMs });
      const connectionId = await bench.save({ clientAuth: signing({ certificate: files.certificate }) });
      return failureOf(requestToken(bench.desk, { connectionId }));
    };
    const expired = { code: 'input.certificate-expired', field: 'connection.clientAuth.certificate' };
    expect(await send(Date.now() + 60 * 86_400_000)).toEqual(expired);
    expect(await send(Date.now() - 60 * 86_400_000)).toEqual(expired);
  });
});

describe('a stored key', () => {
  it('is PKCS#8 whatever it came as, and never shown', async () => {
    const bench = createOAuthBench();
    const id = await bench.save({
      clientAuth: {
        method: 'private_key_jwt',
        privateKey: files.legacyPfx.toString('base64'),
        keyPassphrase: PASSPHRASE,
      },
    });
    const stored = readConnection(bench.records, id);
    expect(stored.clientAuth.privateKey).toBe(files.pkcs8);
    expect(stored.clientAuth.certificate?.trim()).toBe(files.certificate.trim());
    expect(JSON.stringify(stored)).not.toContain(PASSPHRASE);
    const shown = presentConnection(stored);
    expect(shown.clientAuth.privateKey).toEqual({ present: true, hint: 'RSA, 2048 bits' });
    expect(JSON.stringify(shown)).not.toContain('PRIVATE KEY');
  });

  it('gives way to a new one with its certificate, also when the form sends the old certificate back', async () => {
    const bench = createOAuthBench();
    const id = await bench.save({ clientAuth: signing({ certificate: files.certificate }) });
    const { certificate = '' } = readConnection(bench.records, id).clientAuth;
    await bench.save({ id, clientAuth: signing({ privateKey: other.pkcs8 + other.certificate, certificate }) });
    expect(readConnection(bench.records, id).clientAuth.privateKey).toBe(other.pkcs8);
    const wrong = bench.save({ id, clientAuth: signing({ privateKey: files.pkcs8 }) });
    expect(await failureOf(wrong)).toMatchObject({ code: 'input.key-mismatch' });
    await bench.save({ id, clientAuth: { method: 'none', privateKey: null, certificate: '' } });
    expect(readConnection(bench.records, id).clientAuth).toEqual({ method: 'none' });
  });
});

describe('a user assertion', () => {
  it('names the user and the client', async () => {
    const clientAuth = { ...signing(), method: 'client_secret_basic', secret: 'example-secret' } as const;
    const form = await sent({ clientAuth, grant: { type: 'jwt_bearer', subject: 'jane', lifetimeSeconds: 60 } });
    expect(form['grant_type']).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(decodeJwt(form['assertion'] ?? '')).toMatchObject({
      iss: EXAMPLE.clientId,
      sub: 'jane',
      iat: NOW,
      exp: NOW + 60,
    });
  });

  const jwt = (claims: object): string => `${new UnsecuredJWT({ ...claims }).encode()}c2ln`;
  const cases: [string, string, object][] = [
    ['milliseconds', 'input.assertion-times', { exp: NOON + 60_000 }],
    ['times in quotes', 'input.assertion-times', { exp: String(NOW + 60) }],
    ['an end in the past', 'input.assertion-expired', { exp: NOW - 600 }],
    ['a start in the future', 'input.assertion-too-early', { iat: NOW + 600, exp: NOW + 900 }],
  ];

  it.each(cases)('with %s has its own sentence', async (_, code, claims) => {
    const grant = { type: 'jwt_bearer' as const, assertion: jwt(claims) };
    expect(await failureOf(sent({ grant }))).toEqual({ code, field: 'connection.grant.assertion' });
  });

  it('that is pasted goes out without the white space around and in it', async () => {
    const token = jwt({ exp: NOW + 60 });
    const form = await sent({
      grant: { type: 'jwt_bearer', assertion: ` Bearer ${token.slice(0, 20)}\n${token.slice(20)} ` },
    });
    expect(form['assertion']).toBe(token);
  });

  it('is sent or refused with a code, whatever was pasted', () => {
    const now = () => NOON;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((part) => `a.${part}.c`),
        ),
        (text) => {
          for (const read of [checkJwtAssertion, encodeSamlAssertion]) {
            try {
              read(text, now);
            } catch (error) {
              expect(error).toBeInstanceOf(Failure);
            }
          }
        },
      ),
    );
  });
});

describe('a SAML assertion', () => {
  const xml =
    '<?xml version="1.0"?><saml2:Assertion xmlns:saml2="x"><saml2:Conditions NotOnOrAfter="2026-01-01T12:10:00Z"/>é~?</saml2:Assertion>';
  const encoded = Buffer.from(xml).toString('base64url');
  const forms = [
    xml,
    Buffer.from(xml).toString('base64'),
    encoded,
    encodeURIComponent(Buffer.from(xml).toString('base64')),
  ];

  it.each(forms)('goes out as base64url from each form (%#)', async (assertion) => {
    const form = await sent({ grant: { type: 'saml2_bearer', assertion } });
    expect(form).toMatchObject({ grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', assertion: encoded });
  });

  it('is refused when expired, wrapped in a response, or no XML', async () => {
    const refused = (assertion: string) => failureOf(sent({ grant: { type: 'saml2_bearer', assertion } }));
    expect((await refused(xml.replace('12:10', '11:10'))).code).toBe('input.assertion-expired');
    expect((await refused('<Response><Assertion/></Response>')).code).toBe('input.assertion-format');
    expect((await refused('hello')).code).toBe('input.assertion-format');
  });
});

describe('curl', () => {
  const ports = { now: () => NOON, newId: () => 'id' };
  const curl = async (input: Partial<ConnectionInput>, reveal: boolean) => {
    const bench = createOAuthBench();
    return curlOf(ports, readConnection(bench.records, await bench.save(input)), reveal);
  };

  it('shows the assertions as placeholders, and signs them when revealed', async () => {
    const input = { clientAuth: signing(), grant: { type: 'jwt_bearer', subject: 'jane' } } as const;
    const masked = await curl(input, false);
    expect(masked).toContain('client_assertion=<signed client assertion>');
    expect(masked).toContain('assertion=<assertion>');
    expect(masked).not.toContain('eyJ');
    expect((await curl(input, true)).match(/eyJ/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('names certificate and key as files', async () => {
    const clientAuth = { method: 'tls_client_auth', privateKey: files.pkcs8, certificate: files.certificate } as const;
    const shown = await curl({ clientAuth, grant: { type: 'tls_client_auth' } }, true);
    expect(shown).toContain('--cert client-certificate.pem --key client-key.pem');
    expect(shown).toContain('grant_type=tls_client_auth&client_id=example-client');
    expect(shown).not.toContain('PRIVATE');
  });
});
