import { execFileSync } from 'node:child_process';
import { getCiphers } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { electronVersion } from '../support/electronVersion.ts';
import { PASSPHRASE } from '../support/keyFiles.ts';
import { failureOf } from '../support/readKey.ts';

const FACTS = `({ version: process.versions.electron, hasCamellia: require('node:crypto').getCiphers().includes('camellia-256-cbc') })`;

it('these tests, their threads and their child processes run inside Electron, on BoringSSL', async () => {
  const here = { version: electronVersion, hasCamellia: getCiphers().includes('camellia-256-cbc') };
  expect(here.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(here.hasCamellia).toBe(false);
  const thread = new Worker(`require('node:worker_threads').parentPort.postMessage(${FACTS})`, { eval: true });
  expect(await once(thread, 'message')).toEqual([here]);
  const child = execFileSync(process.execPath, ['-p', `JSON.stringify(${FACTS})`], { encoding: 'utf8' });
  expect(JSON.parse(child)).toEqual(here);
});

describe('a private key that BoringSSL cannot hold is refused as one of an unusable kind', () => {
  const openssl = (args: string[], input = ''): string =>
    execFileSync('openssl', args, { input, env: { ...process.env, PASSPHRASE } }).toString('latin1');
  const curve = (name: string): string[] => ['ec', '-pkeyopt', `ec_paramgen_curve:${name}`];
  const expectUnusable = (text: string): void => {
    const failure = failureOf({ text, passphrase: PASSPHRASE });
    expect(failure).toMatchObject({ code: 'input.key-unsupported', field: 'text' });
    expect(failure.message).toContain('kind or curve that this app cannot use');
  };

  it.each([[curve('secp256k1')], [curve('brainpoolP256r1')], [['ed448']]])('%j', (kind) => {
    const request = ['req', '-x509', '-noenc', '-keyout', '-', '-subj', '/CN=signer', '-days', '2'];
    const pem = openssl([...request, '-newkey', ...kind]);
    expectUnusable(pem);
    const pfx = openssl(['pkcs12', '-export', '-passout', 'env:PASSPHRASE'], pem);
    expectUnusable(Buffer.from(pfx, 'latin1').toString('base64'));
  });
});
