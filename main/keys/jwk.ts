import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { notAKey } from './failures.ts';
import type { Found } from './found.ts';

const jwk = z.looseObject({
  kty: z.string(),
  kid: z.string().exactOptional(),
  d: z.string().exactOptional(),
  x5c: z.array(z.string()).exactOptional(),
});
type Jwk = z.output<typeof jwk>;

/** A JWK, RFC 7517, or the first private one of a set. */
export function readJwk(text: string): Found {
  const chosen = choose(parse(text));
  if (chosen.kty === 'oct') {
    throw notAKey('This JWK is a shared secret (oct). Enter its value as the client secret instead.');
  }
  const { d, kid, x5c = [] } = chosen;
  const certificates = x5c.map(readCertificate);
  if (d === undefined && certificates.length === 0) {
    throw notAKey('This JWK holds the public half only. Signing needs the private one, which has a member d.');
  }
  return { keys: d === undefined ? [] : [readKey(chosen)], certificates, ...(kid !== undefined && { keyId: kid }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAKey('This begins like a JWK and is no readable JSON. Copy it again as a whole.', cause);
  }
}

function choose(value: unknown): Jwk {
  const set = z.object({ keys: z.array(z.unknown()) }).safeParse(value);
  const candidates = (set.success ? set.data.keys : [value])
    .map((item) => jwk.safeParse(item))
    .flatMap((item) => (item.success ? [item.data] : []));
  const chosen = candidates.find(({ d }) => d !== undefined) ?? candidates[0];
  if (!chosen) throw notAKey('This JSON is no JWK: it lacks the member kty.');
  return chosen;
}

function readKey(key: Jwk) {
  try {
    return createPrivateKey({ key, format: 'jwk' });
  } catch (cause) {
    throw notAKey('This JWK is damaged, or of a kind that cannot be read. Copy it again as a whole.', cause);
  }
}

function readCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw notAKey('The certificate inside this JWK (x5c) is damaged.', cause, 'certificate');
  }
}
