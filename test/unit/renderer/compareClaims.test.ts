import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inspection } from '#contract/inspection.ts';
import { inspectToken } from '../../../main/core/token/inspectToken.ts';
import { compareClaims } from '../../../renderer/features/inspect/compareClaims.ts';
import { tokenOf } from '../../support/tokenText.ts';

const inspected = (payload: unknown, header?: unknown): Inspection =>
  inspectToken(tokenOf(payload, header), { now: 0 });

const kinds = (left: unknown, right: unknown): Record<string, string> =>
  Object.fromEntries(
    compareClaims(inspected(left), inspected(right))
      .filter(({ part }) => part === 'payload')
      .map(({ name, kind }) => [name, kind]),
  );

test('what is the same, what changed, and what one token has alone', () => {
  expect(kinds({ iss: 'a', sub: 'jo', scope: 'x' }, { sub: 'al', iss: 'a', groups: [] })).toEqual({
    iss: 'same',
    sub: 'changed',
    scope: 'only-left',
    groups: 'only-right',
  });
});

test('the header is compared as well', () => {
  const differences = compareClaims(
    inspected({}, { alg: 'RS256', kid: 'one' }),
    inspected({}, { alg: 'RS256', kid: 'two' }),
  );
  expect(differences.map(({ part, name, kind }) => [part, name, kind])).toEqual([
    ['header', 'alg', 'same'],
    ['header', 'kid', 'changed'],
  ]);
});

test('the order of an object’s members is no difference, that of a list is', () => {
  expect(kinds({ act: { a: 1, b: [{ c: 1, d: 2 }] } }, { act: { b: [{ d: 2, c: 1 }], a: 1 } })).toEqual({
    act: 'same',
  });
  expect(kinds({ groups: ['a', 'b'] }, { groups: ['b', 'a'] })).toEqual({ groups: 'changed' });
});

test('a number and its text differ', () => {
  expect(kinds({ exp: 1, ver: null }, { exp: '1', ver: 'null' })).toEqual({ exp: 'changed', ver: 'changed' });
});

test('lists and scopes tell which entries one token has alone', () => {
  const differences = compareClaims(
    inspected({ scope: 'read write', groups: ['a', 'b'], aud: 'one', sub: 'a b' }),
    inspected({ scope: 'write  admin', groups: ['b'], aud: ['one', 'two'], sub: 'a c' }),
  );
  const entries = Object.fromEntries(differences.map((each) => [each.name, each.entries]));
  expect(entries).toMatchObject({
    scope: { onlyLeft: ['read'], onlyRight: ['admin'] },
    groups: { onlyLeft: ['a'], onlyRight: [] },
    aud: { onlyLeft: [], onlyRight: ['two'] },
  });
  expect(entries['sub']).toBeUndefined();
});

test('lists with nothing in common are not broken into entries', () => {
  const [difference] = compareClaims(
    { claims: [{ name: 'scope', value: 'a b' }] },
    { claims: [{ name: 'scope', value: 'c' }] },
  );
  expect(difference).toMatchObject({ kind: 'changed' });
  expect(difference?.entries).toBeUndefined();
});

test('a claim named __proto__ is a claim', () => {
  expect(kinds('{"__proto__":{"admin":true}}', '{"__proto__":{"admin":false},"constructor":1}')).toEqual(
    Object.fromEntries([
      ['__proto__', 'changed'],
      ['constructor', 'only-right'],
    ]),
  );
});

test('the last of a repeated claim counts', () => {
  expect(kinds('{"sub":"a","sub":"b"}', '{"sub":"b"}')).toEqual({ sub: 'same' });
});

test('opaque tokens have nothing to compare', () => {
  expect(compareClaims(inspectToken('opaque-token-value', { now: 0 }), inspected({ sub: 'a' }, {}))).toMatchObject([
    { name: 'sub', kind: 'only-right' },
  ]);
});

test('a token compared with itself has no difference, and swapping sides swaps the answer', () => {
  const claims = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 });
  fc.assert(
    fc.property(claims, claims, (one, two) => {
      const [left, right] = [inspected(one), inspected(two)];
      expect(compareClaims(left, left).every(({ kind }) => kind === 'same')).toBe(true);
      const swapped = { same: 'same', changed: 'changed', 'only-left': 'only-right', 'only-right': 'only-left' };
      const forth = compareClaims(left, right).map(({ part, name, kind }) => `${part} ${name} ${kind}`);
      const back = compareClaims(right, left).map(({ part, name, kind }) => `${part} ${name} ${swapped[kind]}`);
      expect(forth.toSorted()).toEqual(back.toSorted());
    }),
  );
});
