import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { readMaterial } from '../../../main/keys/readMaterial.ts';
import { createKeyFiles, PASSPHRASE } from '../../support/keyFiles.ts';
import type { KeyFiles, KeyKind } from '../../support/keyFiles.ts';
import { failureOf } from '../../support/readKey.ts';

const KINDS: KeyKind[] = ['rsa', 'ec'];
const WORDS = { rsa: 'RSA, 2048 bits', ec: 'EC, P-256' };
const FIRST_ALGORITHM = { rsa: 'RS256', ec: 'ES256' };
let files: Record<KeyKind, KeyFiles>;

beforeAll(async () => {
  const [rsa, ec] = await Promise.all(KINDS.map((kind) => createKeyFiles(kind)));
  if (!rsa || !ec) throw new Error('no keys');
  files = { rsa, ec };
});

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64');

describe.each(KINDS)('an %s key', (kind) => {
  const forms: [string, (f: KeyFiles) => string][] = [
    ['PKCS#8', (f) => f.pkcs8],
    ['its traditional form', (f) => f.traditional],
    ['encrypted PKCS#8', (f) => f.encryptedPkcs8],
    ['the encrypted traditional form', (f) => f.encryptedTraditional],
    ['DER', (f) => base64(f.pkcs8Der)],
    ['encrypted DER', (f) => base64(f.encryptedPkcs8Der)],
    ['a PEM file in base64', (f) => base64(f.pkcs8)],
    ['PEM with escaped line breaks', (f) => f.pkcs8.replaceAll('\n', '\\n')],
    ['PEM in one line', (f) => f.pkcs8.replaceAll('\n', ' ')],
    ['PEM indented and with CRLF', (f) => f.pkcs8.replaceAll('\n', '\r\n    ')],
    ['PEM with a certificate before it', (f) => f.certificate + f.pkcs8],
    ['JWK', (f) => JSON.stringify(createPrivateKey(f.pkcs8).export({ format: 'jwk' }))],
    ['a modern PFX', (f) => base64(f.pfx)],
    ['a legacy PFX', (f) => base64(f.legacyPfx)],
    ['a PFX with an empty passphrase', (f) => base64(f.openPfx)],
  ];

  it.each(forms)('is read from %s', (name, form) => {
    const passphrase = name.includes('empty passphrase') ? '' : PASSPHRASE;
    const reading = readMaterial({ text: form(files[kind]), passphrase });
    expect(reading.privateKey?.pem).toBe(files[kind].pkcs8);
    expect(reading.privateKey?.kind).toBe(WORDS[kind]);
    expect(reading.privateKey?.algorithms[0]).toBe(FIRST_ALGORITHM[kind]);
  });

  const locked: [string, (f: KeyFiles) => string][] = [
    ['encrypted PKCS#8', (f) => f.encryptedPkcs8],
    ['the encrypted traditional form', (f) => f.encryptedTraditional],
    ['encrypted DER', (f) => base64(f.encryptedPkcs8Der)],
    ['a modern PFX', (f) => base64(f.pfx)],
    ['a legacy PFX', (f) => base64(f.legacyPfx)],
  ];

  it.each(locked)('in %s asks for a passphrase and notices a wrong one', (_, form) => {
    const text = form(files[kind]);
    expect(readMaterial({ text })).toEqual({ needsPassphrase: true, certificates: [] });
    const failure = failureOf({ text, passphrase: `${PASSPHRASE} ` });
    expect(failure).toMatchObject({ code: 'input.key-passphrase', field: 'passphrase' });
  });

  it('comes out of a PFX with its certificate and alias', () => {
    for (const pfx of [files[kind].pfx, files[kind].legacyPfx]) {
      const reading = readMaterial({ text: base64(pfx), passphrase: PASSPHRASE });
      expect(reading).toMatchObject({ keyId: 'signer-alias', matches: true });
      expect(reading.certificates).toHaveLength(1);
      expect(reading.certificates[0]?.pem.trim()).toBe(files[kind].certificate.trim());
    }
  });

  it('has the thumbprints that openssl computes', () => {
    for (const text of [files[kind].certificate, base64(files[kind].certificateDer)]) {
      const [certificate] = readMaterial({ text }).certificates;
      expect(certificate?.sha1.toUpperCase()).toBe(files[kind].sha1);
      expect(certificate?.sha256.toUpperCase()).toBe(files[kind].sha256);
      expect(certificate?.x5t).toBe(Buffer.from(files[kind].sha1, 'hex').toString('base64url'));
      expect(certificate?.x5t).toHaveLength(27);
      expect(certificate?.x5tS256).toBe(Buffer.from(files[kind].sha256, 'hex').toString('base64url'));
      expect(certificate).toMatchObject({ subject: 'O=Example, CN=signer', issuer: 'O=Example, CN=signer' });
    }
  });

  it('does not match the certificate of another key', () => {
    const other = files[kind === 'rsa' ? 'ec' : 'rsa'].certificate;
    expect(readMaterial({ text: files[kind].pkcs8, certificate: other })).toMatchObject({ matches: false });
    expect(readMaterial({ text: files[kind].pkcs8, certificate: files[kind].certificate })).toMatchObject({
      matches: true,
    });
  });

  it('never appears in a refusal', () => {
    const body = files[kind].pkcs8.split('\n')[1] ?? '';
    const cut = files[kind].pkcs8.slice(0, 200);
    expect(body.length).toBeGreaterThan(40);
    expect(failureOf({ text: cut }).message).not.toContain(body.slice(0, 12));
  });
});

describe('what is no private key', () => {
  const cases: [string, () => string, RegExp][] = [
    ['nothing', () => '  ', /^Paste a private key/],
    ['prose', () => 'my key, please', /^This is no key/],
    ['a PEM without its end', () => files.rsa.pkcs8.slice(0, 300), /breaks off/],
    ['a damaged PEM', () => files.rsa.pkcs8.replace(/\n.{64}/, '\nAAAA'), /is damaged between/],
    ['a public key', () => '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /public key/],
    ['an OpenSSH key', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', /OpenSSH/],
    ['a request', () => '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----', /request/],
    ['a PuTTY key', () => 'PuTTY-User-Key-File-3: ssh-rsa', /PuTTY/],
    ['a Java keystore', () => base64(Buffer.from('feedfeed00000002', 'hex')), /Java keystore/],
    ['a shared secret', () => '{"kty":"oct","k":"AAAA"}', /client secret/],
    ['a public JWK', () => '{"kty":"RSA","n":"AAAA","e":"AQAB"}', /public half/],
    ['JSON of another kind', () => '{"a":1}', /no JWK/],
    ['cut JSON', () => '{"kty":', /no readable JSON/],
    ['other bytes', () => base64('hello there'), /neither a PFX/],
  ];

  it.each(cases)('%s has its own sentence', (_, text, sentence) => {
    const failure = failureOf({ text: text() });
    expect(failure).toMatchObject({ code: 'input.key-format', field: 'text' });
    expect(failure.message).toMatch(sentence);
  });

  it('names the certificate when that one is wrong', () => {
    for (const certificate of ['nonsense!', files.rsa.traditional, '-----BEGIN CERTIFICATE-----']) {
      const failure = failureOf({ text: files.rsa.pkcs8, certificate });
      expect(failure).toMatchObject({ code: 'input.key-format', field: 'certificate' });
    }
  });

  it('is refused with a code, whatever the bytes', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
    const seeds = fc.constantFrom<(f: KeyFiles) => Buffer>(
      (f) => f.pfx,
      (f) => f.legacyPfx,
      (f) => f.pkcs8Der,
      (f) => f.certificateDer,
      (f) => Buffer.from(f.encryptedPkcs8),
    );
    fc.assert(
      fc.property(seeds, fc.constantFrom(...KINDS), flips, fc.nat(), (pick, kind, changes, cut) => {
        const bytes = Buffer.from(pick(files[kind]));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const text = base64(bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length));
        try {
          readMaterial({ text, passphrase: PASSPHRASE });
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 150 },
    );
  });
});
