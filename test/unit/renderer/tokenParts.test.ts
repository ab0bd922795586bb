import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenParts } from '../../../renderer/features/inspect/tokenParts.ts';
import { tokenOf } from '../../support/tokenText.ts';

const named = (text: string): [string, string][] =>
  tokenParts(text).map(({ name, from, to }) => [name, text.slice(from, to)]);

test('a signed token has three parts', () => {
  const token = tokenOf({ sub: 'jo' });
  const [header, payload, signature] = token.split('.');
  expect(named(token)).toEqual([
    ['header', header],
    ['payload', payload],
    ['signature', signature],
  ]);
});

test('an encrypted token ends with its authentication tag, and all between is the payload', () => {
  expect(named('eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn').map(([name]) => name)).toEqual([
    'header',
    'payload',
    'payload',
    'payload',
    'signature',
  ]);
});

test.each([
  ['eyJhbG', ['eyJhbG']],
  ['eyJhbGci.', ['eyJhbGci', '']],
  ['eyJhbGci.eyJz', ['eyJhbGci', 'eyJz']],
])('typed as far as %s', (text, parts) => {
  expect(named(text).map(([, part]) => part)).toEqual(parts);
});

test.each([
  ['Authorization: Bearer eyJh.eyJz.c2ln\n', ['eyJh', 'eyJz', 'c2ln']],
  ['{"access_token":"eyJh.eyJz.c2ln","expires_in":3600}', ['eyJh', 'eyJz', 'c2ln']],
  ['https://app.example/#access_token=eyJh.eyJz.c2ln&state=1', ['eyJh', 'eyJz', 'c2ln']],
  ['eyJh.ey\r\nJz.c2ln', ['eyJh', 'ey\r\nJz', 'c2ln']],
])('found in %j', (text, parts) => {
  expect(named(text).map(([, part]) => part)).toEqual(parts);
});

test.each(['', 'AgAgNjQ1', 'key.eye.obey', '-----BEGIN CERTIFICATE-----'])('%j has no parts', (text) => {
  expect(tokenParts(text)).toEqual([]);
});

test('parts of any text stand in order, inside it and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('eyJ', 'a', '.', '\n', ' ', '"', '\u202e') }), (text) => {
      let end = -1;
      for (const { from, to } of tokenParts(text)) {
        expect(from).toBeGreaterThan(end);
        expect(to).toBeGreaterThanOrEqual(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
