import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Failure } from '../core/failure.ts';
import { parseDer } from './der.ts';
import { openByLibrary, unknownEncryption } from './encryptedKey.ts';
import { notAKey, unsupportedKey, wrongPassphrase } from './failures.ts';
import type { Finding } from './found.ts';

interface Block {
  label: string;
  body: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([\s\S]*?)-----END \1-----/g;
const KEY_LABELS = new Set(['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY']);
const CERTIFICATE_LABELS = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);
/** What people paste in the place of a private key, with what to do about it. */
const WRONG_LABELS: Record<string, string> = {
  'OPENSSH PRIVATE KEY':
    'This key is in the format of OpenSSH. Convert it first: ssh-keygen -p -m PEM -f <file> rewrites it as PEM.',
  'PUBLIC KEY': 'This is a public key. Signing needs the private one, which begins with BEGIN PRIVATE KEY.',
  'RSA PUBLIC KEY': 'This is a public key. Signing needs the private one, which begins with BEGIN PRIVATE KEY.',
  'CERTIFICATE REQUEST': 'This is a certificate request, not a certificate. Use what the authority sent back for it.',
  'NEW CERTIFICATE REQUEST':
    'This is a certificate request, not a certificate. Use what the authority sent back for it.',
  PKCS7: 'This is a PKCS#7 bundle of certificates. It holds no private key; use the PFX or PEM that does.',
};

/** Reads every block of a PEM text, RFC 7468, and the older encrypted form of RFC 1421 headers. */
export function readPem(text: string, passphrase: string | undefined): Finding {
  const blocks = blocksOf(text);
  if (blocks.length === 0) {
    throw notAKey('This PEM text breaks off: it needs its BEGIN line, its END line and all between them.');
  }
  const certificates = blocks.filter(({ label }) => CERTIFICATE_LABELS.has(label)).map(readCertificateBlock);
  const keyBlocks = blocks.filter(({ label }) => KEY_LABELS.has(label));
  if (passphrase === undefined && keyBlocks.some(isEncrypted)) return 'locked';
  const keys = keyBlocks.map((block) => readKeyBlock(block, passphrase));
  if (keys.length + certificates.length === 0) {
    const label = blocks[0]?.label ?? '';
    throw notAKey(WRONG_LABELS[label] ?? `A block of the kind ${label} holds no private key and no certificate.`);
  }
  return { keys, certificates };
}

/** Text that went through JSON, a mail or a form field may have lost its line breaks, or have them escaped. */
function blocksOf(text: string): Block[] {
  const unescaped = text.replaceAll('\\r', '').replaceAll('\\n', '\n');
  return [...unescaped.matchAll(BLOCK)].map(([, label = '', body = '']) => ({ label, body }));
}

function isEncrypted({ label, body }: Block): boolean {
  return label.startsWith('ENCRYPTED') || body.includes('ENCRYPTED');
}

function pemOf({ label, body }: Block): string {
  const lines = body.split('\n').map((line) => line.trim());
  const headers = lines.filter((line) => line.includes(':'));
  const base64 = lines.filter((line) => !line.includes(':')).join('');
  const wrapped = base64.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  const head = headers.length > 0 ? [...headers, ''] : [];
  return [`-----BEGIN ${label}-----`, ...head, ...wrapped, `-----END ${label}-----`, ''].join('\n');
}

function readKeyBlock(block: Block, passphrase: string | undefined): KeyObject {
  const encrypted = isEncrypted(block);
  try {
    return createPrivateKey({
      key: pemOf(block),
      format: 'pem',
      ...(encrypted && passphrase !== undefined && { passphrase }),
    });
  } catch (cause) {
    if (!encrypted) throw whyUnread(block, cause);
    return openLocked(block, passphrase ?? '', cause);
  }
}

/** A second try for what the runtime does not know. Throws why it stays locked. */
function openLocked({ label, body }: Block, passphrase: string, cause: unknown): KeyObject {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  // OpenSSL and BoringSSL name the reason in the code; both have words of their own for a cipher that they do not know.
  const isUnknown = typeof code === 'string' && /EVP_UNSUPPORTED|UNKNOWN_|UNSUPPORTED_/.test(code);
  if (!isUnknown) throw wrongPassphrase(cause);
  if (!label.startsWith('ENCRYPTED')) throw unknownEncryption(cause);
  return openByLibrary(Buffer.from(body, 'base64'), passphrase, cause);
}

function whyUnread({ body }: Block, cause: unknown): Failure {
  if (parseDer(Buffer.from(body, 'base64')) === undefined) {
    return notAKey('The private key is damaged between its BEGIN and its END line. Copy it again as a whole.', cause);
  }
  return unsupportedKey(
    'This is a private key of a kind or curve that this app cannot use. RSA or P-256 works.',
    cause,
  );
}

function readCertificateBlock({ body }: Block): X509Certificate {
  try {
    return new X509Certificate(pemOf({ label: 'CERTIFICATE', body }));
  } catch (cause) {
    throw notAKey(
      'The certificate is damaged between its BEGIN and its END line. Copy it again as a whole.',
      cause,
      'certificate',
    );
  }
}
