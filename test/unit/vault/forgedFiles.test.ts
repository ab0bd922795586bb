import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCost } from '../../../main/vault/format/kdf.ts';
import { makeFolder, makeVault } from '../../support/vault/fakes.ts';
import { openEverything, outcomeOf, withSum } from '../../support/vault/openFile.ts';

const [A, B] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'];
const password = 'correct horse';

/** A vault with two entries of equal length, before and after the first of them was written anew; and one that an attacker owns. */
async function makeFiles(): Promise<{ before: string; after: string; foreign: string }> {
  const texts: string[] = [];
  for (const pass of [password, 'attacker']) {
    const { vault, folder } = await makeVault({ folder: await makeFolder() });
    await vault.create({ password: pass, useOsKeyring: true });
    for (const ids of [[A, B], [A]]) {
      await vault.transact((tx) =>
        ids.forEach((id) => tx.put({ id, type: 'connection', summary: id, secret: 'same' })),
      );
      texts.push(await readFile(join(folder, 'vault.json'), 'latin1'));
    }
    vault.lock();
  }
  const [before = '', after = '', , foreign = ''] = texts;
  return { before, after, foreign };
}

const recordOf = (text: string, id: string): string => new RegExp(`"${id}":(\\{.*?\\})`).exec(text)?.[1] ?? '';
const slotsOf = (text: string): string[] =>
  /"slots":\[(\{.*?"\})(?:,(\{.*?"\}))?\]\},"body"/.exec(text)?.slice(1) ?? [];
const overviewOf = (text: string): string => /"overview":(\{.*?\})/.exec(text)?.[1] ?? '';

type Files = Awaited<ReturnType<typeof makeFiles>>;
let made: Promise<Files> | undefined;
/** The same texts for every test: nothing changes them. */
const madeFiles = (): Promise<Files> => (made ??= makeFiles());

const ATTACKS: [string, (files: Files) => string, string][] = [
  [
    'swaps two records',
    ({ after }) => {
      const [a, b] = [recordOf(after, A), recordOf(after, B)];
      return after.replace(a, '#').replace(b, a).replace('#', b);
    },
    'vault.tampered',
  ],
  ['drops a record', ({ after }) => after.replace(`,"${B}":${recordOf(after, B)}`, ''), 'vault.tampered'],
  [
    'has a record twice',
    ({ after }) => after.replace(`,"${B}":`, `,"${B}":${recordOf(after, B)},"${B}":`),
    'vault.tampered',
  ],
  [
    'copies a record to a new id',
    ({ after }) => after.replace(`,"${B}":`, `,"c":${recordOf(after, B)},"${B}":`),
    'vault.tampered',
  ],
  [
    'replays an older record',
    ({ before, after }) => after.replace(recordOf(after, A), recordOf(before, A)),
    'vault.tampered',
  ],
  [
    'replays the older overview',
    ({ before, after }) => after.replace(overviewOf(after), overviewOf(before)),
    'vault.tampered',
  ],
  [
    'changes the revision of a record',
    ({ after }) => after.replace('"t":"connection","rev":2', '"t":"connection","rev":9'),
    'vault.tampered',
  ],
  ['changes the type of a record', ({ after }) => after.replace('"t":"connection"', '"t":"token"'), 'vault.tampered'],
  [
    'raises the revision of the file',
    ({ after }) => after.replace('"rev":3,"writer"', '"rev":9,"writer"'),
    'vault.tampered',
  ],
  ['changes the writer', ({ after }) => after.replace('"writer":"0.1.0"', '"writer":"9.9.9"'), 'vault.tampered'],
  [
    'changes the identity',
    ({ after, foreign }) => {
      const vid = (text: string): string => /"vid":"(.{22})"/.exec(text)?.[1] ?? '';
      return after.replace(vid(after), vid(foreign));
    },
    'vault.wrong-password',
  ],
  ['asks for a newer reader', ({ after }) => after.replace('"v":1,"min":1', '"v":2,"min":2'), 'vault.too-new'],
  ['claims a newer writer', ({ after }) => after.replace('"v":1,"min":1', '"v":2,"min":1'), 'vault.tampered'],
  ['claims an impossible version', ({ after }) => after.replace('"v":1,"min":1', '"v":0,"min":0'), 'vault.tampered'],
  ['is called a capsule', ({ after }) => after.replace('OAVAULT', 'OACAPSULE'), 'vault.not-a-vault'],
  [
    'lowers the derivation below the floor',
    ({ after }) => after.replace('"m":19456', '"m":8'),
    'vault.weak-parameters',
  ],
  [
    'raises the derivation to a bomb',
    ({ after }) => after.replace('"m":19456', '"m":2147483648'),
    'vault.weak-parameters',
  ],
  ['changes the derivation within the bounds', ({ after }) => after.replace('"t":2', '"t":3'), 'vault.wrong-password'],
  ['drops a slot', ({ after }) => after.replace(`,${slotsOf(after)[1] ?? '?'}`, ''), 'vault.tampered'],
  [
    'has a slot twice',
    ({ after }) => after.replace('"slots":[', `"slots":[${slotsOf(after)[0] ?? '?'},`),
    'vault.tampered',
  ],
  [
    'swaps its slots',
    ({ after }) => {
      const [one = '?', two = '?'] = slotsOf(after);
      return after.replace(`${one},${two}`, `${two},${one}`);
    },
    'vault.tampered',
  ],
  [
    'changes a fact of the keyring slot',
    ({ after }) => after.replace('gnome_libsecret', 'kwallet6_libsecret'),
    'vault.tampered',
  ],
  ['has an unknown field in its head', ({ after }) => after.replace('"v":1', '"v":1,"hint":"x"'), 'vault.tampered'],
  [
    'has its head in another order',
    ({ after }) => after.replace('"alg":"argon2id","ver":19', '"ver":19,"alg":"argon2id"'),
    'vault.tampered',
  ],
  ['has no slot', ({ after }) => after.replace(`[${slotsOf(after).join()}]`, '[]'), 'vault.tampered'],
  ['has a `__proto__` record', ({ after }) => after.replace(`"${A}":`, '"__proto__":'), 'vault.tampered'],
  ['has white space', ({ after }) => after.replace('"records":{', '"records": {'), 'vault.tampered'],
  [
    'has another nonce',
    ({ after }) => after.replace(/"n":"(.)/, (_all, letter: string) => `"n":"${letter === 'A' ? 'B' : 'A'}`),
    'vault.tampered',
  ],
  ['has another seal', ({ after, foreign }) => after.slice(0, -46) + foreign.slice(-46), 'vault.tampered'],
];

describe('a file whose checksum was made right again', () => {
  it('opens when nothing else was done', async () => {
    const { after } = await madeFiles();
    expect(await openEverything(withSum(after), { password })).toEqual(['same', 'same']);
  });

  it.each(ATTACKS)('and that %s is refused', async (_what, attack, code) => {
    const files = await madeFiles();
    const forged = attack(files);
    expect(forged).not.toBe(files.after);
    expect(await outcomeOf(withSum(forged), { password })).toBe(code);
  });

  it("and that has the attacker's slot is refused to the attacker's password", async () => {
    const { after, foreign } = await madeFiles();
    const forged = after.replace(slotsOf(after)[0] ?? '?', slotsOf(foreign)[0] ?? '?');
    expect(await outcomeOf(withSum(forged), { password: 'attacker' })).toBe('vault.wrong-password');
    expect(await outcomeOf(withSum(forged), {})).toBe('vault.tampered');
  });
});

describe('the bounds of a derivation', () => {
  const good = { m: 65536, t: 3, p: 1 };
  it.each([{ m: 19456 }, { m: 1048576 }, { t: 2 }, { t: 20 }, { p: 1 }, { p: 16 }])('take %j', (cost) =>
    expect(() => checkCost({ ...good, ...cost })).not.toThrow(),
  );

  it.each([
    { m: 19455 },
    { m: 1048577 },
    { m: 0 },
    { m: -65536 },
    { m: 65536.5 },
    { m: NaN },
    { m: Infinity },
    { t: 1 },
    { t: 21 },
    { t: 0 },
    { t: 2.5 },
    { p: 0 },
    { p: 17 },
    { p: -1 },
    { p: 1.5 },
    { p: NaN },
  ])('refuse %j', (cost) => {
    expect(() => checkCost({ ...good, ...cost })).toThrow(expect.objectContaining({ code: 'vault.weak-parameters' }));
  });
});
