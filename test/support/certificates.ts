import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate and its key, both PEM. */
export interface KeyPair {
  certificate: string;
  privateKey: string;
}

export interface CertificateAuthority {
  certificate: string;
  /** A leaf for a server (by default for 127.0.0.1, ::1 and localhost) or for a client. */
  issue(options?: {
    subject?: string;
    names?: string[];
    purpose?: 'server' | 'client';
    /** Ended a day ago. */
    expired?: boolean;
  }): Promise<KeyPair>;
}

const LOOPBACK_NAMES = ['IP:127.0.0.1', 'IP:::1', 'DNS:localhost'];
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];

/** A private authority that no system trusts, made by the openssl command in a directory that does not outlive the call. */
export async function createCertificateAuthority(name = 'Grantsmith test authority'): Promise<CertificateAuthority> {
  const authority = await inTemporaryDirectory(async (path) => {
    await run('openssl', [
      ...['req', '-x509', ...NEW_KEY, '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
      ...['-keyout', path('key.pem'), '-out', path('certificate.pem')],
    ]);
    return readPair(path);
  });
  return {
    certificate: authority.certificate,
    issue: (options = {}) => issueLeaf(authority, options),
  };
}

function issueLeaf(
  authority: KeyPair,
  {
    subject = 'localhost',
    names = LOOPBACK_NAMES,
    purpose = 'server',
    expired = false,
  }: Parameters<CertificateAuthority['issue']>[0] & {},
): Promise<KeyPair> {
  return inTemporaryDirectory(async (path) => {
    await writeFile(path('ca.pem'), authority.certificate);
    await writeFile(path('ca-key.pem'), authority.privateKey);
    const usage = purpose === 'server' ? 'serverAuth' : 'clientAuth';
    const alternatives = names.length > 0 ? `\nsubjectAltName=${names.join(',')}` : '';
    await writeFile(
      path('extensions'),
      `basicConstraints=critical,CA:FALSE\nextendedKeyUsage=${usage}${alternatives}\n`,
    );
    await run('openssl', [
      ...['req', '-new', ...NEW_KEY, '-subj', `/CN=${subject}`],
      ...['-keyout', path('key.pem'), '-out', path('request.pem')],
    ]);
    await run('openssl', [
      ...['x509', '-req', '-in', path('request.pem'), '-days', expired ? '-1' : '2', '-extfile', path('extensions')],
      ...['-CA', path('ca.pem'), '-CAkey', path('ca-key.pem'), '-CAcreateserial', '-out', path('certificate.pem')],
    ]);
    return readPair(path);
  });
}

async function readPair(path: (name: string) => string): Promise<KeyPair> {
  return {
    certificate: await readFile(path('certificate.pem'), 'utf8'),
    privateKey: await readFile(path('key.pem'), 'utf8'),
  };
}

async function inTemporaryDirectory<Value>(work: (path: (name: string) => string) => Promise<Value>): Promise<Value> {
  const directory = await mkdtemp(join(tmpdir(), 'grantsmith-certificates-'));
  try {
    return await work((name) => join(directory, name));
  } finally {
    await rm(directory, { recursive: true });
  }
}
