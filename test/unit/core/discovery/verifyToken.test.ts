import { createHash } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyToken } from '../../../../main/core/discovery/verifyToken.ts';
import { requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { answerWith, issued } from '../../../support/cannedReply.ts';
import { createOAuthBench } from '../../../support/oauthBench.ts';

interface Pair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

let old: Pair;
let current: Pair;

beforeAll(async () => {
  const make = (): Promise<Pair> => generateKeyPair('RS256', { extractable: true });
  [old, current] = await Promise.all([make(), make()]);
});

const sign = (key: CryptoKey | Uint8Array, alg = 'RS256'): Promise<string> =>
  new SignJWT({ sub: 'jane' }).setProtectedHeader({ alg, kid: 'SIGNING_KEY' }).sign(key);
/** As identity domains publish it: the same name in every one, and without `verify`. */
const published = async ({ publicKey }: Pair) => ({
  ...(await exportJWK(publicKey)),
  kid: 'SIGNING_KEY',
  alg: 'RS256',
  key_ops: ['encrypt', 'sign'],
});

/** A domain that shows one key after the other, and one of them for ever. */
function createVerifier(keys: (Pair | 401)[]) {
  let at = 0;
  let now = Date.UTC(2026, 0, 1);
  const sendHttp = answerWith(async ({ url, headers }) => {
    if (!url.endsWith('/jwk')) return issued();
    const key = keys[Math.min(at, keys.length - 1)];
    at += 1;
    const isOurs = headers.some(([name]) => name === 'Authorization');
    if (key === undefined || (key === 401 && !isOurs)) return { status: 401, body: '{}' };
    return { body: JSON.stringify({ keys: [await published(key === 401 ? current : key)] }) };
  });
  const bench = createOAuthBench({ sendHttp, now: () => now });
  const ports = { ...bench.desk, keyCache: new Map() };
  const asked = () => sendHttp.requests.filter(({ purpose }) => purpose === 'keys').length;
  return { bench, ports, asked, pass: (ms: number) => void (now += ms) };
}

describe('with the keys of the server', () => {
  it('verifies, and asks for them once', async () => {
    const { bench, ports, asked } = createVerifier([current]);
    const connectionId = await bench.save();
    const token = await sign(current.privateKey);
    for (let times = 0; times < 3; times += 1) {
      expect(await verifyToken(ports, { token: `Bearer ${token}`, connectionId })).toMatchObject({
        verified: true,
        keyId: 'SIGNING_KEY',
      });
    }
    expect(asked()).toBe(1);
  });

  it('notices a changed key, with one more look and no third', async () => {
    const { bench, ports, asked, pass } = createVerifier([old, current]);
    const connectionId = await bench.save();
    expect((await verifyToken(ports, { token: await sign(old.privateKey), connectionId })).verified).toBe(true);
    pass(61_000);
    expect((await verifyToken(ports, { token: await sign(current.privateKey), connectionId })).verified).toBe(true);
    expect(asked()).toBe(2);
    const forged = await verifyToken(ports, { token: await sign(old.privateKey), connectionId });
    expect(forged).toMatchObject({ verified: false, cause: 'token.signature' });
    expect(asked()).toBe(2);
  });

  it('says why there are none, and shows one of our tokens to a domain that hides them', async () => {
    const { bench, ports } = createVerifier([401]);
    const connectionId = await bench.save();
    const token = await sign(current.privateKey);
    expect(await verifyToken(ports, { token, connectionId })).toMatchObject({
      verified: false,
      cause: 'domain.signing-key-private',
    });
    await requestToken(bench.desk, { connectionId });
    expect(await verifyToken(ports, { token, connectionId })).toMatchObject({ verified: true });
  });
});

describe('with a given key', () => {
  const verify = (question: { token: string; key?: string; jwks?: string }) =>
    verifyToken(createVerifier([]).ports, question);

  it('takes PEM, a JWK, a set and a secret', async () => {
    const token = await sign(current.privateKey);
    const jwk = await published(current);
    expect(await verify({ token, key: await exportSPKI(current.publicKey) })).toMatchObject({ verified: true });
    expect(await verify({ token, key: JSON.stringify(jwk) })).toMatchObject({ verified: true });
    expect(await verify({ token, jwks: JSON.stringify({ keys: [jwk] }) })).toMatchObject({ verified: true });
    const secret = createHash('sha256').update('x').digest('hex');
    const sealed = await sign(new TextEncoder().encode(secret), 'HS256');
    expect(await verify({ token: sealed, key: secret })).toMatchObject({ verified: true });
    expect(await verify({ token: sealed, key: `${secret}x` })).toMatchObject({
      verified: false,
      cause: 'token.signature',
    });
  });

  it('lets no public key pass as a shared secret, and no unsigned token', async () => {
    const spki = await exportSPKI(current.publicKey);
    const confused = await sign(new TextEncoder().encode(spki), 'HS256');
    const jwks = JSON.stringify({ keys: [await published(current)] });
    expect(await verify({ token: confused, key: spki })).toMatchObject({ verified: false });
    expect(await verify({ token: confused, jwks })).toMatchObject({ verified: false });
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
    expect(await verify({ token: none, jwks })).toMatchObject({ verified: false, cause: 'token.signature' });
  });

  it.each(['', 'a.b', 'a.b.c', 'a.b.c.d.e', '{}', '....'])('answers for %j, which is no token', async (token) => {
    expect(await verify({ token, jwks: '{"keys":[]}' })).toMatchObject({ verified: false, cause: 'token.malformed' });
  });
});
