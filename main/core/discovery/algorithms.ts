import type { Jwk } from './keySet.ts';

type Family = 'RSA' | 'EC' | 'OKP' | 'oct';

const FAMILIES: Record<string, Family> = {
  ...Object.fromEntries(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, 'RSA'] as const)),
  ...Object.fromEntries(['ES256', 'ES384', 'ES512'].map((alg) => [alg, 'EC'] as const)),
  ...Object.fromEntries(['HS256', 'HS384', 'HS512'].map((alg) => [alg, 'oct'] as const)),
  EdDSA: 'OKP',
  Ed25519: 'OKP',
};
const CURVES: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** The kind of key that an algorithm works with, RFC 7518 §3.1; undefined for one that is not used here. */
export function familyOf(alg: string): Family | undefined {
  return Object.hasOwn(FAMILIES, alg) ? FAMILIES[alg] : undefined;
}

/** The one algorithm that is let through: the key was chosen for it, so no other can slip in. */
export function algorithmsOf(alg: string): string[] {
  return [alg];
}

/**
 * The published keys that may have signed: of the algorithm's kind, so that a public key is never taken for a shared secret, and with the
 * token's key ID where it has one. Keys for encryption are left out; `key_ops` is not looked at, since identity domains get it wrong.
 */
export function candidatesFor(keys: readonly Jwk[], header: { alg: string; kid?: string | undefined }): Jwk[] {
  const family = familyOf(header.alg);
  const curve = CURVES[header.alg];
  return keys.filter(
    (key) =>
      key.kty === family &&
      key.use !== 'enc' &&
      (key.alg === undefined || key.alg === header.alg) &&
      (curve === undefined || key['crv'] === curve) &&
      (header.kid === undefined || key.kid === undefined || key.kid === header.kid),
  );
}
