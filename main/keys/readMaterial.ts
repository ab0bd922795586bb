import type { KeyObject, X509Certificate } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { KeyQuestion, KeyReading } from '../core/oauth/clientAuth/keyPort.ts';
import { describeCertificate, describeKey } from './describe.ts';
import { notAKey } from './failures.ts';
import { recognize } from './recognize.ts';

/** Reads key and certificates and puts them in order. Runs in a thread of its own: hostile input may keep it busy. */
export function readMaterial({ text, passphrase, certificate }: KeyQuestion): KeyReading {
  const found = recognize(text, passphrase);
  if (found === 'locked') return { needsPassphrase: true, certificates: [] };
  const { keyId } = found;
  const key = found.keys[0];
  const given = certificate === undefined || certificate.trim() === '' ? [] : readCertificates(certificate);
  const all = given.length > 0 ? given : found.certificates;
  const leaf = (key && all.find((candidate) => belongs(candidate, key))) ?? all[0];
  const chain = leaf ? chainOf(leaf, all) : [];
  return {
    needsPassphrase: false,
    certificates: chain.map(describeCertificate),
    ...(key && { privateKey: describeKey(key) }),
    ...(keyId !== undefined && { keyId }),
    ...(key && leaf && { matches: belongs(leaf, key) }),
  };
}

function readCertificates(text: string): X509Certificate[] {
  try {
    const found = recognize(text, undefined);
    if (found !== 'locked' && found.certificates.length > 0) return found.certificates;
  } catch (cause) {
    const sentence = cause instanceof Failure ? cause.message : 'This certificate cannot be read.';
    throw notAKey(sentence, cause, 'certificate');
  }
  throw notAKey('There is no certificate in this. It begins with BEGIN CERTIFICATE.', undefined, 'certificate');
}

function belongs(certificate: X509Certificate, key: KeyObject): boolean {
  return certificate.checkPrivateKey(key);
}

/** The leaf and, one by one, who issued it; certificates that have nothing to do with it are left out. */
function chainOf(leaf: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const chain = [leaf];
  let rest = all.filter((candidate) => candidate !== leaf);
  for (;;) {
    const last = chain.at(-1);
    const issuer = rest.find((candidate) => last?.checkIssued(candidate) === true);
    if (!issuer) return chain;
    chain.push(issuer);
    rest = rest.filter((candidate) => candidate !== issuer);
  }
}
