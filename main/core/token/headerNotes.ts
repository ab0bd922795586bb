import type { JsonValue } from '../records.ts';
import { readBase64url } from './base64url.ts';

const ALGORITHMS: readonly (readonly [RegExp, (bits: string) => string])[] = [
  [/^RS(256|384|512)$/, (bits) => `RSA with SHA-${bits}; anyone can check it with the public key`],
  [/^PS(256|384|512)$/, (bits) => `RSA-PSS with SHA-${bits}; anyone can check it with the public key`],
  [/^ES(256|384|512)$/, (bits) => `elliptic curve with SHA-${bits}; anyone can check it with the public key`],
  [/^HS(256|384|512)$/, (bits) => `a shared secret with SHA-${bits}; whoever can check it can also forge it`],
  [/^(?:EdDSA|Ed25519)$/, () => 'Edwards curve; anyone can check it with the public key'],
  [/^ML-DSA-(\d+)$/, () => 'a lattice signature that withstands quantum computers; checked with the public key'],
  [/^none$/i, () => 'not signed at all: worth nothing to an API'],
  [/^RSA1_5$/, () => 'wrapped for the holder of an RSA private key, by an old method that is best avoided'],
  [/^RSA-OAEP(?:-\d+)?$/, () => 'wrapped for the holder of an RSA private key'],
  [/^ECDH-ES/, () => 'agreed with the holder of an elliptic curve private key'],
  [/^PBES2/, () => 'from a password'],
  [/^A(\d+)(?:GCM)?KW$/, () => 'wrapped with a shared secret key'],
  [/^dir$/, () => 'the shared secret key itself'],
];
const TYPES = new Map([
  ['jwt', 'a JWT of any kind'],
  ['at+jwt', 'an access token (RFC 9068)'],
  ['dpop+jwt', 'a proof of a key, sent beside an access token (RFC 9449)'],
  ['logout+jwt', 'a logout token (OpenID Connect Back-Channel Logout)'],
  ['secevent+jwt', 'a security event (RFC 8417)'],
  ['oauth-authz-req+jwt', 'an authorization request (RFC 9101)'],
  ['token-introspection+jwt', 'an introspection answer (RFC 9701)'],
  ['client-authentication+jwt', 'a client assertion'],
]);

type Note = (value: JsonValue) => string | undefined;

const algorithm: Note = (value) => {
  if (typeof value !== 'string') return undefined;
  for (const [pattern, words] of ALGORITHMS) {
    const match = pattern.exec(value);
    if (match !== null) return words(match[1] ?? '');
  }
  return 'an algorithm that this app does not know';
};

/** Registered types may be written with or without `application/` (RFC 7515 §4.1.9). */
export const plainType = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.toLowerCase().replace(/^application\//, '') : '';

const keyId: Note = (value) =>
  value === 'SIGNING_KEY'
    ? 'The same name in every identity domain, so it does not tell which domain signed.'
    : undefined;

/** SHA-1 and SHA-256 as certificate tools print them. */
export const isHexThumbprint = (value: string): boolean =>
  /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value.replaceAll(':', ''));

const thumbprint =
  (bytes: number, hash: string): Note =>
  (value) => {
    if (typeof value !== 'string') return `should be text: ${bytes} bytes in base64url`;
    if (isHexThumbprint(value)) {
      return `written in hex; it should be the ${bytes} bytes of the ${hash} thumbprint in base64url (RFC 7515 §4.1.7)`;
    }
    const length = readBase64url(value).bytes?.length;
    return length === bytes ? undefined : `has ${length ?? 'unreadable'} bytes where ${hash} makes ${bytes}`;
  };

const rounds: Note = (value) =>
  typeof value === 'number' && value > 1_000_000
    ? 'so many rounds that a reader would be kept busy: do not decrypt this'
    : undefined;

const critical: Note = (value) => (Array.isArray(value) ? `${value.length} named` : 'should be a list of names');

const NOTES: ReadonlyMap<string, Note> = new Map<string, Note>([
  ['alg', algorithm],
  ['typ', (value) => TYPES.get(plainType(value))],
  ['kid', keyId],
  ['x5t', thumbprint(20, 'SHA-1')],
  ['x5t#S256', thumbprint(32, 'SHA-256')],
  ['p2c', rounds],
  ['crit', critical],
  [
    'b64',
    (value) => (value === false ? 'the payload is not encoded, which a JWT must not do (RFC 7797 §7)' : undefined),
  ],
]);

export function headerNote(name: string, value: JsonValue): string | undefined {
  return NOTES.get(name)?.(value);
}
