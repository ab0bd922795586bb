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
const KEY_OPTIONS: Record<KeyKind, string> = {
  rsa: '-algorithm RSA -pkeyopt rsa_keygen_bits:2048',
  ec: '-algorithm EC -pkeyopt ec_paramgen_curve:P-256',
};

/** One shell for all, because a node with many modules takes long to start each process. */
const commands = (kind: KeyKind): string => `
openssl genpkey ${KEY_OPTIONS[kind]} -out pkcs8
openssl pkey -in pkcs8 -traditional -out traditional
openssl pkey -in pkcs8 -traditional -aes256 -passout file:pass -out encryptedTraditional
openssl pkcs8 -in pkcs8 -topk8 -v2 aes-256-cbc -passout file:pass -out encryptedPkcs8
openssl pkcs8 -in pkcs8 -topk8 -nocrypt -outform DER -out pkcs8Der
openssl pkcs8 -in pkcs8 -topk8 -passout file:pass -outform DER -out encryptedPkcs8Der
openssl req -x509 -key pkcs8 -subj /O=Example/CN=signer -days 30 -out certificate
openssl x509 -in certificate -outform DER -out certificateDer
for digest in sha1 sha256; do openssl x509 -in certificate -noout -fingerprint -$digest -out $digest; done
set -- -export -inkey pkcs8 -in certificate -name signer-alias
openssl pkcs12 "$@" -passout file:pass -out pfx
openssl pkcs12 "$@" -passout file:pass -legacy -out legacyPfx
openssl pkcs12 "$@" -passout pass: -out openPfx
`;

/** Made by the openssl command in a directory that does not outlive the call. */
export async function createKeyFiles(kind: KeyKind): Promise<KeyFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'grantsmith-keys-'));
  try {
    await writeFile(join(directory, 'pass'), PASSPHRASE, 'utf8');
    await run('sh', ['-ec', commands(kind)], { cwd: directory });
    const bytes = (name: string): Promise<Buffer> => readFile(join(directory, name));
    const text = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');
    const fingerprint = async (digest: string): Promise<string> =>
      ((await text(digest)).split('=')[1] ?? '').replaceAll(':', '').trim();
    return {
      pkcs8: await text('pkcs8'),
      traditional: await text('traditional'),
      encryptedPkcs8: await text('encryptedPkcs8'),
      encryptedTraditional: await text('encryptedTraditional'),
      pkcs8Der: await bytes('pkcs8Der'),
      encryptedPkcs8Der: await bytes('encryptedPkcs8Der'),
      certificate: await text('certificate'),
      certificateDer: await bytes('certificateDer'),
      pfx: await bytes('pfx'),
      legacyPfx: await bytes('legacyPfx'),
      openPfx: await bytes('openPfx'),
      sha1: await fingerprint('sha1'),
      sha256: await fingerprint('sha256'),
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}
