import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString('base64url');

/** A token with a signature of the right length for RS256 that signs nothing. */
export function tokenOf(
  payload: unknown,
  header: unknown = { alg: 'RS256', kid: 'SIGNING_KEY' },
  signature: Uint8Array = new Uint8Array(256).fill(7),
): string {
  const text = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part));
  return [text(header), text(payload), signature].map(base64url).join('.');
}

export interface SigningPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function createRsaPair(): SigningPair {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: createPublicKey(privateKey),
  };
}

export function signRs256(
  payload: unknown,
  privateKey: KeyObject,
  header: object = { alg: 'RS256', kid: 'SIGNING_KEY' },
): string {
  const input = [header, payload].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${input}.${base64url(sign('sha256', Buffer.from(input), privateKey))}`;
}
