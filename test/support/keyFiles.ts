import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type KeyKind = 'rsa' | 'ec';

/** A key and its self-signed certificate in every form in which people have them. Binary files are given as bytes. */
export interface KeyFiles {
  pkcs8: string;
  /** PKCS#1 for RSA, SEC 1 for EC. */
  traditional: string;
  encryptedPkcs8: string;
  encryptedTraditional: string;
  pkcs8Der: Buffer;
  encryptedPkcs8Der: Buffer;
  certificate: string;
  certificateDer: Buffer;
  pfx: Buffer;
  legacyPfx: Buffer;
  openPfx: Buffer;
  /** As the openssl command computes them, in upper case hexadecimal without colons. */
  sha1: string;
  sha256: string;
}

export const PASSPHRASE = 'pass phräse €1';
const KEY_OPTIONS: Record<KeyKind, string[]> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ec: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
};

/** Made by the openssl command in a directory that does not outlive the call. `days` below zero makes an expired certificate. */
export async function createKeyFiles(kind: KeyKind, subject = '/O=Example/CN=signer'): Promise<KeyFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'grantsmith-keys-'));
  const path = (name: string): string => join(directory, name);
  const openssl = (...args: string[]): Promise<{ stdout: string }> => run('openssl', args);
  try {
    await writeFile(path('pass'), PASSPHRASE, 'utf8');
    const pass = ['-passout', `file:${path('pass')}`];
    await openssl('genpkey', ...KEY_OPTIONS[kind], '-out', path('pkcs8'));
    const key = ['-in', path('pkcs8')];
    await openssl('pkey', ...key, '-traditional', '-out', path('traditional'));
    await openssl('pkey', ...key, '-traditional', '-aes256', ...pass, '-out', path('encryptedTraditional'));
    await openssl('pkcs8', ...key, '-topk8', '-v2', 'aes-256-cbc', ...pass, '-out', path('encryptedPkcs8'));
    await openssl('pkcs8', ...key, '-topk8', '-nocrypt', '-outform', 'DER', '-out', path('pkcs8Der'));
    await openssl('pkcs8', ...key, '-topk8', ...pass, '-outform', 'DER', '-out', path('encryptedPkcs8Der'));
    const request = ['req', '-x509', '-key', path('pkcs8'), '-subj', subject, '-days', '30'];
    await openssl(...request, '-out', path('certificate'));
    await openssl('x509', '-in', path('certificate'), '-outform', 'DER', '-out', path('certificateDer'));
    const pfx = ['pkcs12', '-export', '-inkey', path('pkcs8'), '-in', path('certificate'), '-name', 'signer-alias'];
    await openssl(...pfx, ...pass, '-out', path('pfx'));
    await openssl(...pfx, ...pass, '-legacy', '-out', path('legacyPfx'));
    await openssl(...pfx, '-passout', 'pass:', '-out', path('openPfx'));
    const fingerprint = async (digest: string): Promise<string> => {
      const { stdout } = await openssl('x509', '-in', path('certificate'), '-noout', '-fingerprint', `-${digest}`);
      return (stdout.split('=')[1] ?? '').replaceAll(':', '').trim();
    };
    const text = (name: string): Promise<string> => readFile(path(name), 'utf8');
    return {
      pkcs8: await text('pkcs8'),
      traditional: await text('traditional'),
      encryptedPkcs8: await text('encryptedPkcs8'),
      encryptedTraditional: await text('encryptedTraditional'),
      pkcs8Der: await readFile(path('pkcs8Der')),
      encryptedPkcs8Der: await readFile(path('encryptedPkcs8Der')),
      certificate: await text('certificate'),
      certificateDer: await readFile(path('certificateDer')),
      pfx: await readFile(path('pfx')),
      legacyPfx: await readFile(path('legacyPfx')),
      openPfx: await readFile(path('openPfx')),
      sha1: await fingerprint('sha1'),
      sha256: await fingerprint('sha256'),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}
