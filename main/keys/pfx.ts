import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { z } from 'zod';
import { childrenOf, derOf, parseDer } from './der.ts';
import { notAKey, unsupportedKey, wrongPassphrase } from './failures.ts';
import type { Finding } from './found.ts';

const { asn1, pkcs12, pki } = forge;
type Asn1 = forge.asn1.Asn1;
type Bag = forge.pkcs12.Bag;

/** Digests that seal a PFX, by object identifier: MD5, SHA-1, SHA-256, SHA-384, SHA-512. */
const MAC_DIGESTS = new Set([
  '1.2.840.113549.2.5',
  '1.3.14.3.2.26',
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
]);

const friendlyName = z.object({ friendlyName: z.array(z.string()) });

/** The outer structure of a PFX, RFC 7292 §4: version 3, then the content. Undefined for anything else. */
export function asPfx(bytes: Uint8Array): Asn1 | undefined {
  const structure = parseDer(bytes);
  const [version, content] = childrenOf(structure);
  const isVersion3 = version?.type === asn1.Type.INTEGER && version.value === '\x03';
  return isVersion3 && childrenOf(content)[0]?.type === asn1.Type.OID ? structure : undefined;
}

/** All keys and certificates of a PFX, of the kind of today (AES, PBES2) and of yesterday (RC2, triple DES). */
export function readPfx(structure: Asn1, passphrase: string | undefined): Finding {
  requireKnownMac(structure);
  const opened = open(structure, passphrase);
  if (opened === 'locked') return 'locked';
  const bags = opened.safeContents.flatMap(({ safeBags }) => safeBags);
  const isKey = ({ type }: Bag): boolean => type === pki.oids['keyBag'] || type === pki.oids['pkcs8ShroudedKeyBag'];
  const keyBags = bags.filter(isKey);
  const certificateBags = bags.filter(({ type }) => type === pki.oids['certBag']);
  const alias = friendlyName.safeParse(keyBags[0]?.attributes).data?.friendlyName[0];
  return {
    keys: keyBags.map(keyOf),
    certificates: certificateBags.map(certificateOf),
    ...(alias !== undefined && { keyId: alias }),
  };
}

function requireKnownMac(structure: Asn1): void {
  const digestInfo = childrenOf(childrenOf(structure)[2])[0];
  const oid = childrenOf(childrenOf(digestInfo)[0])[0]?.value;
  if (typeof oid !== 'string' || MAC_DIGESTS.has(asn1.derToOid(oid))) return;
  throw unsupportedKey('This PFX is sealed in a way that this app does not know. Export it again with a SHA-256 MAC.');
}

/** Throws what the library threw last when no reading of the passphrase opens it. */
function open(structure: Asn1, passphrase: string | undefined): forge.pkcs12.Pkcs12Pfx | 'locked' {
  const isGiven = passphrase !== undefined && passphrase !== '';
  let failure: unknown;
  for (const [file, password] of isGiven ? readingsOf(structure, passphrase) : withoutPassphrase(structure)) {
    try {
      return pkcs12.pkcs12FromAsn1(file, false, password);
    } catch (cause) {
      failure = cause;
    }
  }
  // The library names what it does not know in this member; it has no codes.
  if (failure instanceof Error && ('supportedOids' in failure || 'supported' in failure)) {
    throw unsupportedKey('This PFX uses a cipher that this app does not know. Export it again with AES-256.', failure);
  }
  if (!isGiven) return 'locked';
  throw wrongPassphrase(failure);
}

type Attempt = [file: Asn1, password: string | undefined];

/** A file without a passphrase is made in two ways: with an empty one, and with none at all. */
function withoutPassphrase(structure: Asn1): Attempt[] {
  return [
    [structure, ''],
    [structure, undefined],
  ];
}

/**
 * The seal and the older ciphers take a passphrase as UTF-16, PBES2 takes it as UTF-8 (RFC 8018 §3), and the library has one string for
 * both. They differ beyond ASCII; there the second reading leaves the seal aside, and padding and structure have to tell.
 */
function readingsOf(structure: Asn1, passphrase: string): Attempt[] {
  const utf8 = Buffer.from(passphrase, 'utf8').toString('binary');
  if (utf8 === passphrase) return [[structure, passphrase]];
  const unsealed = asn1.create(structure.tagClass, structure.type, true, childrenOf(structure).slice(0, 2));
  return [
    [structure, passphrase],
    [unsealed, utf8],
  ];
}

function keyOf({ key, asn1: other }: Bag): KeyObject {
  const structure = key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : other;
  try {
    return createPrivateKey({ key: derOf(structure), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw unsupportedKey(
      'The private key inside this PFX is of a kind or curve that this app cannot use. RSA or P-256 works.',
      cause,
    );
  }
}

function certificateOf({ cert, asn1: other }: Bag): X509Certificate {
  try {
    return new X509Certificate(derOf(cert ? pki.certificateToAsn1(cert) : other));
  } catch (cause) {
    throw notAKey('A certificate inside this PFX is damaged.', cause);
  }
}
