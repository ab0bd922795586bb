import { beforeAll, describe, expect, it } from 'vitest';
import { createDeriveKey } from '../../../main/vault/format/argon2.ts';
import { calibrate, DEFAULT_COST } from '../../../main/vault/format/kdf.ts';
import type { DeriveKey } from '../../../main/vault/ports.ts';
import { bundle } from '../../support/vault/bundle.ts';
import { makeVault } from '../../support/vault/fakes.ts';

let deriveKey: DeriveKey;
beforeAll(async () => {
  deriveKey = createDeriveKey(await bundle(new URL('../../../main/vault/format/argon2Worker.ts', import.meta.url)));
});

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** From the test file of the reference implementation (argon2id, version 19). */
const REFERENCE = [
  {
    m: 65536,
    t: 2,
    p: 1,
    password: 'password',
    salt: 'somesalt',
    key: '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  },
  {
    m: 256,
    t: 2,
    p: 1,
    password: 'password',
    salt: 'somesalt',
    key: '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
  },
  {
    m: 256,
    t: 2,
    p: 2,
    password: 'password',
    salt: 'somesalt',
    key: '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037',
  },
  {
    m: 65536,
    t: 1,
    p: 1,
    password: 'password',
    salt: 'somesalt',
    key: 'f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98',
  },
  {
    m: 65536,
    t: 2,
    p: 1,
    password: 'differentpassword',
    salt: 'somesalt',
    key: '0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde',
  },
  {
    m: 65536,
    t: 2,
    p: 1,
    password: 'password',
    salt: 'diffsalt',
    key: 'bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c',
  },
];

describe('argon2id in a worker', () => {
  it.each(REFERENCE)('agrees with the reference for m=$m t=$t p=$p', async ({ password, salt, key, ...cost }) => {
    const derived = await deriveKey(bytes(password), { alg: 'argon2id', ver: 19, ...cost, salt: bytes(salt) });
    expect(Buffer.from(derived).toString('hex')).toBe(key);
  });

  it('leaves no password behind in the buffer that it was given', async () => {
    const password = bytes('correct horse');
    await deriveKey(password, { alg: 'argon2id', ver: 19, m: 256, t: 2, p: 1, salt: bytes('somesalt') });
    expect(password).toEqual(new Uint8Array(13));
  });

  it('rejects instead of hanging when the worker fails', async () => {
    const kdf = { alg: 'argon2id', ver: 19, m: 1, t: 2, p: 1, salt: bytes('short') } as const;
    await expect(deriveKey(bytes('x'), kdf)).rejects.toThrow();
    await expect(createDeriveKey('/nowhere/worker.mjs')(bytes('x'), kdf)).rejects.toThrow();
  });

  it('calibrates upwards only', async () => {
    const { m, t } = await calibrate(deriveKey, () => performance.now(), 1);
    expect({ m, t }).toEqual({ m: DEFAULT_COST.m, t: DEFAULT_COST.t });
  });

  it('opens a vault, with the password in another Unicode form too', async () => {
    const { vault } = await makeVault({ deriveKey });
    await vault.create({ password: 'Z\u00fcrich \ufb01sh', useOsKeyring: false });
    vault.lock();
    await expect(vault.unlock({ password: 'Zurich fish' })).rejects.toMatchObject({ code: 'vault.wrong-password' });
    await vault.unlock({ password: 'Zu\u0308rich fish' });
    expect((await vault.status()).state).toBe('unlocked');
  });
});
