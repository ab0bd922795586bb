import { importPKCS8 } from 'jose';
import type { CryptoKey } from 'jose';
import type { SigningAlgorithm } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import type { Now } from '../../http.ts';
import { compact } from '../../json.ts';
import { isOracleDomain, ORACLE_ISSUER } from '../connection/domainUrl.ts';
import { endpointOf } from '../connection/endpoints.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';

/** What signing an assertion needs beside the connection. */
export interface SigningPorts {
  now: Now;
  newId: () => string;
}

interface SigningKey {
  key: CryptoKey;
  algorithm: SigningAlgorithm;
}

const DEFAULT_LIFETIME_SECONDS = 300;

/** The connection's private key, ready to sign. Throws `input.missing` and `input.key-unsupported`. */
export async function signingKeyOf(connection: StoredConnection): Promise<SigningKey> {
  const { privateKey, keyKind, algorithm } = connection.clientAuth;
  const field = 'connection.clientAuth.privateKey';
  if (privateKey === undefined) {
    throw new Failure('input.missing', 'Enter the private key that signs: PEM, PFX or JWK.', { field });
  }
  const chosen = algorithm ?? usualAlgorithm(keyKind ?? '');
  const unfit = `This key (${keyKind ?? 'of unknown kind'}) cannot sign with ${chosen}. Choose another algorithm or key.`;
  try {
    const key = await importPKCS8(privateKey, chosen);
    requireLength(key, field);
    return { key, algorithm: chosen };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('input.key-unsupported', unfit, { field, cause });
  }
}

/** RSA keys below 2048 bits sign nothing here: RFC 7518 §3.3 forbids it, and servers refuse them. */
function requireLength({ algorithm }: CryptoKey, field: string): void {
  const bits: unknown = Reflect.get(algorithm, 'modulusLength');
  if (typeof bits !== 'number' || bits >= 2048) return;
  throw new Failure('input.key-unsupported', `This RSA key has ${bits} bits. Signing needs 2048 or more.`, { field });
}

function usualAlgorithm(keyKind: string): SigningAlgorithm {
  if (keyKind.endsWith('P-256')) return 'ES256';
  if (keyKind.endsWith('P-384')) return 'ES384';
  return keyKind.endsWith('P-521') ? 'ES512' : 'RS256';
}

type AssertionHeader = Record<'typ', string> & Partial<Record<'kid' | 'x5t' | 'x5t#S256', string>>;

/**
 * The header of an assertion beside `alg`, RFC 7515 §4.1: the certificate's alias or its thumbprints. An identity domain needs one of
 * them and answers their lack with a system error only, so that is refused here. Throws `input.missing` and `input.certificate-expired`.
 */
export async function assertionHeaderOf(connection: StoredConnection, now: Now): Promise<AssertionHeader> {
  const { keyId, certificate, thumbprints } = connection.clientAuth;
  requireValidCertificate(connection, now);
  const chosen = thumbprints ?? (keyId === undefined && certificate !== undefined ? 'both' : 'none');
  if (chosen !== 'none' && certificate === undefined) {
    throw new Failure('input.missing', 'A thumbprint is that of the certificate: enter the certificate too.', {
      field: 'connection.clientAuth.certificate',
    });
  }
  if (keyId === undefined && chosen === 'none' && isDomainOfOracle(connection)) {
    throw new Failure(
      'input.missing',
      'Enter the key ID: the alias under which the certificate was imported into the application. Or enter the certificate, for its thumbprint.',
      { field: 'connection.clientAuth.keyId' },
    );
  }
  const digest = (name: string): Promise<string> => thumbprintOf(certificate ?? '', name);
  return compact({
    typ: 'JWT',
    kid: keyId,
    x5t: chosen === 'x5t' || chosen === 'both' ? await digest('SHA-1') : undefined,
    'x5t#S256': chosen === 'x5t#S256' || chosen === 'both' ? await digest('SHA-256') : undefined,
  });
}

/** An expired certificate is refused before anything is sent; a server would say no more than that the client is unknown. */
export function requireValidCertificate({ clientAuth }: StoredConnection, now: Now): void {
  const { certificateValidFrom: from, certificateValidTo: to } = clientAuth;
  const field = 'connection.clientAuth.certificate';
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  if (to !== undefined && now() > to) {
    const sentence = `The certificate expired on ${day(to)}. Make a new one for the key and import it into the application.`;
    throw new Failure('input.certificate-expired', sentence, { field });
  }
  if (from !== undefined && now() < from) {
    const sentence = `The certificate is valid from ${day(from)} on. Check this machine’s clock, or wait.`;
    throw new Failure('input.certificate-expired', sentence, { field });
  }
}

/** The times of an assertion that is signed now: seconds as numbers, RFC 7519 §2. */
export function timesOf(now: Now, lifetimeSeconds = DEFAULT_LIFETIME_SECONDS): { iat: number; exp: number } {
  const iat = Math.floor(now() / 1000);
  return { iat, exp: iat + lifetimeSeconds };
}

/** `aud` when none was entered: what identity domains take, or the token endpoint, RFC 7523 §3. */
export function usualAudience(connection: StoredConnection): string {
  return isDomainOfOracle(connection) ? ORACLE_ISSUER : endpointOf(connection, 'token').href;
}

function isDomainOfOracle(connection: StoredConnection): boolean {
  return isOracleDomain(endpointOf(connection, 'token').hostname);
}

/** Base64url of a digest over the DER form of the first certificate of a PEM text. */
async function thumbprintOf(certificate: string, digest: string): Promise<string> {
  const base64 = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(certificate)?.[1]?.replace(/\s/g, '') ?? '';
  const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bytes = new Uint8Array(await crypto.subtle.digest(digest, der));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
