import type { CertificateFacts } from '#contract/keys.ts';
import type { SigningAlgorithm } from '#contract/connection.ts';

export interface KeyQuestion {
  /** What was pasted or dropped: PEM, JWK, or the bytes of a file in base64. */
  text: string;
  passphrase?: string;
  /** Given beside the key: PEM, or DER in base64. */
  certificate?: string;
}

export interface PrivateKeyReading {
  /** PKCS#8 PEM without encryption. */
  pem: string;
  /** For people: `RSA, 2048 bits`. */
  kind: string;
  /** What it can sign with; empty for a kind of key that OAuth does not use. */
  algorithms: SigningAlgorithm[];
}

/** What was found in it. */
export interface KeyReading {
  /** It is encrypted and no passphrase was given; nothing else is known then. */
  needsPassphrase: boolean;
  privateKey?: PrivateKeyReading;
  /** `kid` of a JWK, or the alias in a PFX. */
  keyId?: string;
  /** The one that fits the key first, then its issuers. */
  certificates: (CertificateFacts & { pem: string })[];
  /** Whether the first certificate belongs to the key; absent without both. */
  matches?: boolean;
}

/**
 * Reads keys and certificates outside the main thread. Throws `input.key-format`, `input.key-passphrase` (wrong), `input.key-unsupported`
 * and `input.too-large`; the failure's field is `text`, `passphrase` or `certificate`.
 */
export type ReadKey = (question: KeyQuestion) => Promise<KeyReading>;
