import { createHash, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createCertificate } from './certificate.ts';

/** The name that the signing key has in every identity domain, so it tells nothing about the domain. */
export const SIGNING_KEY_ID = 'SIGNING_KEY';

export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** Base64url thumbprints of the certificate, for the header of tokens. */
  thumbprints: { sha1: string; sha256: string };
  /** Shaped as identity domains publish it: with `key_ops` that strict importers refuse, and without `use`. */
  publicJwk: Record<string, unknown>;
  privateJwk: Record<string, unknown>;
}

const jwkRecord = z.record(z.string(), z.unknown());

/** Makes an RSA key on the thread pool, so that the event loop stays free, and a certificate for it. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const certificate = createCertificate({ commonName: 'Practice Identity Domain', privateKey, publicKey });
  const thumbprint = (hash: string) => createHash(hash).update(certificate).digest('base64url');
  const thumbprints = { sha1: thumbprint('sha1'), sha256: thumbprint('sha256') };
  const named = { kid: SIGNING_KEY_ID, alg: 'RS256' };
  return {
    privateKey,
    publicKey,
    thumbprints,
    publicJwk: {
      ...jwkRecord.parse(publicKey.export({ format: 'jwk' })),
      ...named,
      key_ops: ['encrypt', 'sign'],
      x5t: thumbprints.sha1,
      'x5t#S256': thumbprints.sha256,
      x5c: [certificate.toString('base64')],
    },
    privateJwk: { ...jwkRecord.parse(privateKey.export({ format: 'jwk' })), ...named, use: 'sig' },
  };
}
