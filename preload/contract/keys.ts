import { z } from 'zod';
import type { SigningAlgorithm } from './connection.ts';
import type { Finding, FixStep } from './diagnosis.ts';

/** A file of 5 MiB in base64. */
const MAX_CHARACTERS = 7_340_032;
const keyText = z.string().max(MAX_CHARACTERS, 'A key file of more than 5 MB is not read.');

/** Either a pasted text (PEM, JWK, or a file in base64), or the key that a connection has stored. */
export const inspectKeyInput = z.strictObject({
  text: keyText.optional(),
  passphrase: z.string().max(1024).optional(),
  certificate: keyText.optional(),
  connectionId: z.string().min(1).max(100).optional(),
});

/** One X.509 certificate. Times are epoch milliseconds. */
export interface CertificateFacts {
  subject: string;
  issuer: string;
  serialNumber: string;
  validFrom: number;
  validTo: number;
  /** Base64url of the SHA-1 and the SHA-256 of its DER form, as in a JOSE header; RFC 7515 §4.1.7 and §4.1.8. */
  x5t: string;
  x5tS256: string;
  /** The same digests in hexadecimal, as consoles and other tools show them. */
  sha1: string;
  sha256: string;
}

/** What a key or certificate is, without the private key itself. */
export interface KeyInspection {
  /** It is encrypted: ask for the passphrase and call again. Nothing else is known then. */
  needsPassphrase: boolean;
  hasPrivateKey: boolean;
  /** For people, for instance `RSA, 2048 bits`. */
  kind?: string;
  /** What it can sign with; the first is the usual one. */
  algorithms: SigningAlgorithm[];
  /** `kid` of a JWK, or the alias in a PFX. */
  keyId?: string;
  /** The one that belongs to the key, or the first. */
  certificate?: CertificateFacts;
  /** How many further certificates came with it. */
  chainLength: number;
  /** Absent where key or certificate is missing. */
  matchesKey?: boolean;
  /** What is wrong or odd: a mismatch, an expired certificate, a short key. */
  findings: Finding[];
  /** How the certificate comes into the application of an identity domain. */
  importSteps: FixStep[];
}
