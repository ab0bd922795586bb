import type { Finding } from '#contract/diagnosis.ts';
import { createFinding } from './finding.ts';
import type { BytesPart } from './readPart.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Exact lengths in bytes (RFC 7518 §3, RFC 8032). */
const FIXED_BYTES = new Map([
  ['HS256', [32]],
  ['HS384', [48]],
  ['HS512', [64]],
  ['ES256', [64]],
  ['ES256K', [64]],
  ['ES384', [96]],
  ['ES512', [132]],
  ['Ed25519', [64]],
  ['EdDSA', [64, 114]],
]);
/** RSA keys come in steps of 1024 bits, which is 128 bytes of signature. */
const RSA_STEP = 128;

function unsigned(alg: string | undefined, bytes: number): Finding {
  return createFinding({
    cause: 'token.signature',
    title: alg?.toLowerCase() === 'none' ? 'Not signed: `alg` is none' : 'The signature is empty',
    level: 'bad',
    confidence: 0.97,
    evidence: [
      ['token header', `alg: ${alg ?? '(absent)'}`],
      ['token signature', `${bytes} bytes`],
    ],
    explanation:
      'Anyone can write such a token. No API that checks signatures accepts it (RFC 7519 §6, RFC 8725 §3.2).',
    fix: ['Get a token from the token endpoint anew, and check that nothing on the way rewrites it.'],
    verifyBy: 'The new token names a signing algorithm such as RS256 and has a signature.',
  });
}

function expected(alg: string): { fits: (bytes: number) => boolean; words: string } | undefined {
  const fixed = FIXED_BYTES.get(alg);
  if (fixed !== undefined) return { fits: (bytes) => fixed.includes(bytes), words: `exactly ${fixed.join(' or ')}` };
  if (!/^[RP]S(?:256|384|512)$/.test(alg)) return undefined;
  return { fits: (bytes) => bytes > 0 && bytes % RSA_STEP === 0, words: '256, 384 or 512' };
}

/** Whether a signature is there and has a length that its algorithm can make; says nothing about whether it is right. */
export function signatureFindings(alg: string | undefined, signature: BytesPart): Finding[] {
  const length = signature.bytes?.length;
  if (length === undefined) return [];
  if (length === 0 || alg?.toLowerCase() === 'none') return [unsigned(alg, length)];
  if (alg === undefined) {
    return [
      shapeFinding('The header names no algorithm', 'A signed token names its algorithm in `alg` (RFC 7515 §4.1.1).'),
    ];
  }
  const expectation = expected(alg);
  if (expectation === undefined || expectation.fits(length)) return [];
  const explanation = `It has ${length} bytes, but ${alg} makes ${expectation.words}. Its end was cut off or something was added.`;
  return [shapeFinding('The signature has the wrong length', explanation, `${length} bytes`)];
}
