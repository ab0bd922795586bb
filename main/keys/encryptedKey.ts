import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';
import type { Failure } from '../core/failure.ts';
import { childrenOf, derOf, parseDer } from './der.ts';
import { unsupportedKey, wrongPassphrase } from './failures.ts';

const { asn1, pki } = forge;

/**
 * Opens an encrypted PKCS#8 (RFC 5958 §3), where the runtime's own crypto said that it does not know its encryption: BoringSSL has no
 * PBKDF2 with SHA-384 or SHA-512 in this place. The library knows those; what it does not know either throws `input.key-unsupported`.
 */
export function openByLibrary(der: Uint8Array, passphrase: string, cause: unknown): KeyObject {
  const structure = parseDer(der);
  // The older schemes take a passphrase in ways of their own; what the runtime lacks of those stays out.
  if (structure === undefined || schemeOf(structure) !== pki.oids['pkcs5PBES2']) throw unknownEncryption(cause);
  try {
    const opened = pki.decryptPrivateKeyInfo(structure, Buffer.from(passphrase).toString('binary'));
    return createPrivateKey({ key: derOf(opened), format: 'der', type: 'pkcs8' });
  } catch (failure) {
    // The library has no codes: it names what it does not know in these members, and anything else is what a wrong passphrase led to.
    const isUnknown =
      failure instanceof Error && ['supportedOids', 'supported', 'errors'].some((name) => name in failure);
    throw isUnknown ? unknownEncryption(failure) : wrongPassphrase(cause);
  }
}

export function unknownEncryption(cause: unknown): Failure {
  return unsupportedKey(
    'This key is encrypted in a way that this app cannot read. Convert it first: openssl pkcs8 -topk8 -in <file> -out <new file> encrypts it with AES-256.',
    cause,
  );
}

function schemeOf(structure: forge.asn1.Asn1): string {
  const oid = childrenOf(childrenOf(structure)[0])[0]?.value;
  return typeof oid === 'string' ? asn1.derToOid(oid) : '';
}
