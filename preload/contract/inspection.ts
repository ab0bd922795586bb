import { z } from 'zod';
import type { Finding } from './diagnosis.ts';

export const inspectInput = z.strictObject({
  token: z.string().max(1_048_576, 'A token of more than 1 MiB is not read.'),
});

export interface Claim {
  name: string;
  value: unknown;
  /** What the claim means, with where that is defined. */
  meaning?: string;
  /** What its value says here, for instance a time in words. */
  note?: string;
}

/** Epoch milliseconds, except where the name says seconds. */
export interface TokenTimes {
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
  remainingSeconds?: number;
}

/** What can be read off a token without trusting it: nothing here was verified. */
export interface Inspection {
  kind: 'jws' | 'jwe' | 'opaque' | 'malformed';
  /** The token as read, without the white space, quotes or `Bearer ` around it. */
  token: string;
  header?: Claim[];
  claims?: Claim[];
  /** Header and payload as text, as they stand in the token. */
  headerText?: string;
  payloadText?: string;
  /** Length of the signature in bytes. */
  signatureBytes?: number;
  times?: TokenTimes;
  verdicts: Finding[];
  /** What an opaque string seems to be, for instance a refresh token of an identity domain. */
  looksLike?: string;
}

const LARGEST_KEYS = 1_048_576;

/** The key comes from `key`, else from `jwks`, else from the connection's server. */
export const verifyInput = z.strictObject({
  token: z.string().max(1_048_576, 'A token of more than 1 MiB is not read.'),
  connectionId: z.string().min(1).max(100).optional(),
  /** A JWK set as JSON. */
  jwks: z.string().max(LARGEST_KEYS).optional(),
  /** A public key or certificate as PEM, a JWK, or the shared secret of an HMAC. */
  key: z.string().max(LARGEST_KEYS).optional(),
});

/** Whether the signature is good. It says nothing of times and audience, which an inspection shows. */
export interface Verification {
  verified: boolean;
  /** A sentence for a token that was not verified. */
  reason?: string;
  /** Id of the cause, as in a finding: `token.signature`, `domain.key-unknown`, `domain.signing-key-private` and others. */
  cause?: string;
  algorithm?: string;
  keyId?: string;
  /** Where the key is from: an address, or `given key`, `given key set`. */
  keySource?: string;
  /** Epoch milliseconds. */
  checkedAt: number;
}
