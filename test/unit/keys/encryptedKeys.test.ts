import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeyQuestion } from '../../../main/core/oauth/clientAuth/keyPort.ts';
import { readMaterial } from '../../../main/keys/readMaterial.ts';
import { electronVersion } from '../../support/electronVersion.ts';
import { PASSPHRASE } from '../../support/keyFiles.ts';
import { failureOf } from '../../support/readKey.ts';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

describe.each(['PEM', 'DER'])('an encrypted key in %s', (form) => {
  /** The same key, encrypted by the openssl command. */
  function locked(...options: string[]): KeyQuestion {
    const args = ['pkcs8', '-topk8', ...options, '-outform', form, '-passout', 'env:PASSPHRASE'];
    const bytes = execFileSync('openssl', args, { input: pem, env: { ...process.env, PASSPHRASE } });
    return { text: bytes.toString(form === 'PEM' ? 'utf8' : 'base64'), passphrase: PASSPHRASE };
  }
  const expectUnknown = (question: KeyQuestion): void => {
    const failure = failureOf(question);
    expect(failure).toMatchObject({ code: 'input.key-unsupported', field: 'text' });
    expect(failure.message).toContain('openssl pkcs8 -topk8');
  };

  it.each(['hmacWithSHA1', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'])('by PBES2 with %s is read', (prf) => {
    const question = locked('-v2', 'aes-256-cbc', '-v2prf', prf);
    expect(readMaterial(question).privateKey?.pem).toBe(pem);
    const failure = failureOf({ ...question, passphrase: `${PASSPHRASE} ` });
    expect(failure).toMatchObject({ code: 'input.key-passphrase', field: 'passphrase' });
  });

  it('by a cipher that no runtime has is refused as such, not as a wrong passphrase', () => {
    expectUnknown(locked('-v1', 'PBE-SHA1-RC2-128', '-provider', 'legacy', '-provider', 'default'));
  });

  it.each([[['-scrypt']], [['-v2', 'camellia-256-cbc']], [['-v2', 'aria-256-cbc']]])(
    'by %j is read, or refused as such where BoringSSL is the crypto',
    (options) => {
      const question = locked(...options);
      if (electronVersion === undefined) expect(readMaterial(question).privateKey?.pem).toBe(pem);
      else expectUnknown(question);
    },
  );
});
