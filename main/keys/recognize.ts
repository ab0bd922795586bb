import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { notAKey } from './failures.ts';
import type { Finding } from './found.ts';
import { readJwk } from './jwk.ts';
import { readPem } from './pem.ts';
import { asPfx, readPfx } from './pfx.ts';

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** `FEEDFEED` and `CECECECE`: the magic numbers of Java keystores. */
const JAVA_KEYSTORE = /^(feedfeed|cececece)/;
/** Of ASN.1: what every certificate, key and PFX in DER begins with. */
const SEQUENCE = 0x30;

/** Reads whatever a key or certificate was pasted or dropped as. A file arrives in base64, also when it holds text. */
export function recognize(given: string, passphrase: string | undefined): Finding {
  const text = given.replace(/^\ufeff/, '').trim();
  if (text === '') throw notAKey('Paste a private key, or drop its file: PEM, PFX (.p12) or JWK.');
  if (text.includes('-----BEGIN ')) return readPem(text, passphrase);
  if (text.startsWith('{')) return readJwk(text);
  if (text.startsWith('PuTTY-User-Key-File')) {
    throw notAKey('This key is in the format of PuTTY. Export it as PEM with PuTTYgen first.');
  }
  const compact = text.replace(/\s/g, '');
  if (!BASE64.test(compact)) {
    throw notAKey('This is no key: it has neither a BEGIN line, nor is it JSON or a file in base64.');
  }
  return readBytes(Buffer.from(compact, 'base64'), passphrase);
}

function readBytes(bytes: Buffer, passphrase: string | undefined): Finding {
  if (JAVA_KEYSTORE.test(bytes.subarray(0, 4).toString('hex'))) {
    throw notAKey(
      'This is a Java keystore. Convert it to a PFX first: keytool -importkeystore -srckeystore <file> -destkeystore <file>.p12 -deststoretype PKCS12.',
    );
  }
  if (bytes[0] !== SEQUENCE) {
    const text = bytes.toString('utf8').trim();
    if (text.startsWith('{') || text.includes('-----BEGIN ') || text.startsWith('PuTTY')) {
      return recognize(text, passphrase);
    }
    throw notAKey('These bytes are neither a PFX nor a key or certificate.');
  }
  const pfx = asPfx(bytes);
  if (pfx) return readPfx(pfx, passphrase);
  const certificate = attempt(() => new X509Certificate(bytes));
  if (certificate) return { keys: [], certificates: [certificate] };
  return readDerKey(bytes, passphrase);
}

function readDerKey(bytes: Buffer, passphrase: string | undefined): Finding {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const key = attempt((): KeyObject => createPrivateKey({ key: bytes, format: 'der', type }));
    if (key) return { keys: [key], certificates: [] };
  }
  // An encrypted PKCS#8 begins with a SEQUENCE inside the outer one, where an open key has its version.
  if (!beginsWithNestedSequence(bytes)) throw notAKey('These bytes are neither a PFX nor a key or certificate.');
  const label = 'ENCRYPTED PRIVATE KEY';
  return readPem(`-----BEGIN ${label}-----${bytes.toString('base64')}-----END ${label}-----`, passphrase);
}

function beginsWithNestedSequence(bytes: Buffer): boolean {
  const lengthByte = bytes[1] ?? 0;
  const headerLength = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
  return bytes[headerLength] === SEQUENCE;
}

/** One of several readings that may fit; that this one does not is no failure. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
