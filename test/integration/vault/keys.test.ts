import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { DEFAULT_COST } from '../../../main/vault/format/kdf.ts';
import type { Keyring } from '../../../main/vault/ports.ts';
import { gateSize, reportGate } from '../../support/gates.ts';
import { makeFolder, makeVault } from '../../support/vault/fakes.ts';
import { realDeriveKey } from '../../support/vault/realDeriveKey.ts';
import { withSum } from '../../support/vault/openFile.ts';
import { cheapDeriveKey, createFakeKeyring } from '../../support/vault/options.ts';

const fail = (message: string) => (): never => {
  throw new Error(message);
};
const notNow = async (): Promise<never> => {
  throw new Failure('vault.keyring-unavailable', 'Not now.');
};
const never = (): Promise<never> => new Promise(() => undefined);
const other32 = Buffer.alloc(32, 7).toString('base64url');

const UNAVAILABLE = 'vault.keyring-unavailable';
const STALE = 'vault.keyring-stale';
/** What a keyring does when it is asked to open a vault, and what the unlock must answer. */
const KEYRING_FAILURES: [string, Partial<Keyring>, string][] = [
  [
    'says that it is not available',
    { availability: async () => ({ available: false, backend: 'kwallet5' }) },
    UNAVAILABLE,
  ],
  ['fails to say whether it is available', { availability: async () => fail('dbus')() }, UNAVAILABLE],
  ['throws at once when asked whether it is available', { availability: fail('not ready') }, UNAVAILABLE],
  ['says that it cannot tell now', { availability: notNow }, UNAVAILABLE],
  ['never says whether it is available', { availability: never }, UNAVAILABLE],
  [
    'has become the fixed key of Chromium',
    { availability: async () => ({ available: true, backend: 'basic_text' }) },
    UNAVAILABLE,
  ],
  [
    'does not know what is behind it',
    { availability: async () => ({ available: true, backend: 'unknown' }) },
    UNAVAILABLE,
  ],
  ['names no backend', { availability: async () => ({ available: true, backend: '' }) }, UNAVAILABLE],
  ['cannot open the blob', { unprotect: async () => fail('decrypt')() }, STALE],
  ['throws at once when it is given the blob', { unprotect: fail('decrypt') }, STALE],
  ['is locked by its own user', { unprotect: notNow }, UNAVAILABLE],
  ['never gives the blob back', { unprotect: never }, UNAVAILABLE],
  ['gives back nothing', { unprotect: async () => '' }, STALE],
  ['gives back another 32 bytes', { unprotect: async () => other32 }, STALE],
  ['gives back too few bytes', { unprotect: async () => other32.slice(0, 40) }, STALE],
  ['gives back text that is no base64url', { unprotect: async () => '\u0000\ufffd wrong' }, STALE],
];

/** Every file of the vault but the lock, which tells who runs and not what is kept. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name !== 'vault.lock');
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'latin1')]),
    ),
  );
}

const SLOTS: ['one keyring slot' | 'a password too', string | undefined][] = [
  ['one keyring slot', undefined],
  ['a password too', 'pass'],
];

describe.each(SLOTS)('a vault with %s', (_what, password) => {
  it.each(KEYRING_FAILURES)('keeps every byte when the keyring %s', async (_failure, broken, code) => {
    const folder = await makeFolder();
    const { vault: made } = await makeVault({ folder });
    const { recoveryKey } = await made.create({ useOsKeyring: true, ...(password !== undefined && { password }) });
    await made.transact((tx) => tx.put({ id: 'a', type: 'entry', summary: null, secret: 'kept' }));
    await made.close();
    const before = await filesOf(folder);

    const { vault } = await makeVault({ folder, keyring: createFakeKeyring(broken), keyringTimeoutMs: 30 });
    await expect(vault.unlock({})).rejects.toMatchObject({ code });
    await expect(vault.unlock({})).rejects.toMatchObject({ code });
    expect((await vault.status()).state).toBe('locked');
    expect((await vault.status()).slots).toContain('os');
    await vault.close();
    expect(await filesOf(folder)).toEqual(before);

    // The keyring is itself again, and the other way in was never touched.
    const { vault: next } = await makeVault({ folder });
    await next.unlock({});
    next.lock();
    await next.unlock(password === undefined ? { recoveryKey: recoveryKey ?? '' } : { password });
    expect(next.read('a')).toBe('kept');
  });
});

/** What a keyring does when it is to keep a secret. */
const MAKING_FAILURES: [string, Partial<Keyring> & { backend?: string; prefix?: string }][] = [
  ['cannot keep it', { protect: async () => fail('denied')() }],
  ['never answers', { protect: never }],
  ['keeps nothing', { protect: async () => Buffer.alloc(0) }],
  ['gives something else back', { unprotect: async () => other32 }],
  ['does not give it back', { unprotect: async () => fail('denied')() }],
  ['writes the blob of the fixed key', { prefix: 'v10' }],
  ['has no real backend', { backend: 'basic_text' }],
];

describe.each(MAKING_FAILURES)('a keyring that %s', (_failure, broken) => {
  const options = { keyring: createFakeKeyring(broken), keyringTimeoutMs: 30 };

  it('starts no vault', async () => {
    const { vault, folder } = await makeVault(options);
    await expect(vault.create({ useOsKeyring: true })).rejects.toMatchObject({ code: UNAVAILABLE });
    await expect(vault.create({ password: 'pass', useOsKeyring: true })).rejects.toMatchObject({ code: UNAVAILABLE });
    expect(await filesOf(folder)).toEqual({});
    expect((await vault.status()).state).toBe('absent');
  });

  it('is not added to a vault', async () => {
    const { vault, folder } = await makeVault(options);
    await vault.create({ password: 'pass', useOsKeyring: false });
    const before = await filesOf(folder);
    await expect(vault.setSlot({ slot: 'os', action: 'add' })).rejects.toMatchObject({ code: UNAVAILABLE });
    await expect(vault.setSlot({ slot: 'both', action: 'add', password: 'x' })).rejects.toMatchObject({
      code: UNAVAILABLE,
    });
    expect((await vault.status()).slots).toEqual(['password']);
    expect(await filesOf(folder)).toEqual(before);
  });
});

describe('a wrong password', () => {
  const PASSWORDS = gateSize('PASSWORDS', 1_000);
  const right = 'Zürich 7';
  /** Near misses and anything else; what NFKC makes the same is the same password. */
  const wrong = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.constantFrom(
        'zürich 7',
        'Zürich 7 ',
        ' Zürich 7',
        'Zurich 7',
        'Zürich7',
        'Zürich 77',
        'Zürich 7\u0000',
        'ZÜRICH 7',
      ),
      fc.nat(1_000).map((count) => right.slice(0, count % right.length) + String(count)),
    )
    .filter((text) => text.normalize('NFKC') !== right);

  const enoughMs = 30_000 + PASSWORDS * 30;
  it(`is refused with its code, ${PASSWORDS} times, and changes nothing`, { timeout: enoughMs }, async () => {
    const { vault, folder } = await makeVault();
    await vault.create({ password: right, useOsKeyring: true });
    vault.lock();
    const before = await filesOf(folder);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(wrong, async (password) => {
        await expect(vault.unlock({ password })).rejects.toMatchObject({ code: 'vault.wrong-password' });
        refused += 1;
      }),
      { numRuns: PASSWORDS },
    );
    expect(await filesOf(folder)).toEqual(before);
    await vault.unlock({ password: right });
    reportGate('keys, wrong passwords', { refused, accepted: 0 });
  });

  it('is refused by the real derivation too', async () => {
    const { vault } = await makeVault({ deriveKey: realDeriveKey });
    await vault.create({ password: right, useOsKeyring: false });
    vault.lock();
    for (const password of ['zürich 7', 'Zürich 7 ', 'x'.repeat(1_024)]) {
      await expect(vault.unlock({ password })).rejects.toMatchObject({ code: 'vault.wrong-password' });
    }
    await vault.unlock({ password: right.normalize('NFD') });
  });
});

const COSTS = [
  ...[0, 1, 8, 1_024, 19_455, 1_048_577, 2_097_152, 4_194_304, 2_147_483_647, 2_147_483_648].map((m) => ({ m })),
  ...[0, 1, 21, 1_000, 4_294_967_295].map((t) => ({ t })),
  ...[0, 17, 255, 65_536, 16_777_215].map((p) => ({ p })),
];

describe('a file that asks for a derivation out of bounds', () => {
  it.each(COSTS)('%j is refused before anything is derived', async (cost) => {
    let derivations = 0;
    const { vault, folder } = await makeVault({
      cost: DEFAULT_COST,
      deriveKey: (password, kdf) => {
        derivations += 1;
        return cheapDeriveKey(password, kdf);
      },
    });
    await vault.create({ password: 'pass', useOsKeyring: false });
    vault.lock();
    const made = derivations;
    const file = join(folder, 'vault.json');
    const [[key, value] = ['', 0]] = Object.entries(cost);
    const forged = withSum((await readFile(file, 'latin1')).replace(new RegExp(`"${key}":\\d+`), `"${key}":${value}`));
    await writeFile(file, forged);
    await expect(vault.unlock({ password: 'pass' })).rejects.toMatchObject({ code: 'vault.weak-parameters' });
    expect(derivations).toBe(made);
    expect((await readFile(file)).equals(forged)).toBe(true);
  });
});
