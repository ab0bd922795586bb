import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../../main/core/token/jsonText.ts';

const members = (text: string): [string, unknown][] => {
  const reading = readJson(text);
  if (reading.kind !== 'object') throw new Error(`not an object: ${JSON.stringify(reading)}`);
  return reading.members.map(({ name, value }) => [name, value]);
};

test('members keep their order, even those that look like indexes', () => {
  expect(members('{"b":1,"2":true,"1":null,"a":[{}]}')).toEqual([
    ['b', 1],
    ['2', true],
    ['1', null],
    ['a', [{}]],
  ]);
});

test.each([
  ['9007199254740993', '9007199254740993'],
  ['-12345678901234567890', '-12345678901234567890'],
  ['1e400', '1e400'],
  ['0.1234567890123456789', '0.1234567890123456789'],
  ['1e-400', '1e-400'],
  ['9007199254740991', 9007199254740991],
  ['1.50', 1.5],
  ['100e-2', 1],
  ['0.1', 0.1],
  ['-0', -0],
  ['5e-324', 5e-324],
  ['1e21', 1e21],
])('the number %s is kept as %s', (text, value) => {
  expect(members(`{"n":${text}}`)).toEqual([['n', value]]);
});

test('a repeated name is told, on every level, and its last value counts inside', () => {
  expect(readJson('{"a":1,"b":{"c":1,"c":2},"a":3}')).toMatchObject({
    kind: 'object',
    duplicates: ['c', 'a'],
    members: [{ value: 1 }, { value: { c: 2 } }, { value: 3 }],
  });
});

test('`__proto__` is a name like any other', () => {
  const [[name, value] = ['', undefined]] = members('{"__proto__":{"__proto__":{"admin":true}}}');
  expect(name).toBe('__proto__');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(value ?? {})).toEqual(['__proto__']);
  expect('admin' in {}).toBe(false);
});

describe('faults', () => {
  test.each([
    ['', 1, true],
    ['{', 2, true],
    ['{"a', 4, true],
    ['{"a":', 6, true],
    ['{"a":1', 7, true],
    ['{"a":[1,', 9, true],
    ['{"a":"x\\', 9, true],
    ['{"a":1,}', 8, false],
    ['{"a":[1,]}', 9, false],
    ['{a:1}', 2, false],
    ['{"a" 1}', 6, false],
    ['{"a":01}', 7, false],
    ['{"a":+1}', 6, false],
    ['{"a":1} x', 9, false],
    ['{"a":"\u0001"}', 6, false],
    ['{"a":"\\x"}', 6, false],
    ['{"a":nul}', 6, false],
    ["{'a':1}", 2, false],
  ])('%j stops at character %d', (text, position, cut) => {
    expect(readJson(text)).toMatchObject({ kind: 'error', position, cut });
  });

  test('nesting has an end', () => {
    expect(readJson(`{"a":${'['.repeat(90)}${']'.repeat(90)}}`).kind).toBe('object');
    expect(readJson(`{"a":${'['.repeat(100_000)}`)).toMatchObject({ kind: 'error', cut: false });
    expect(readJson('{"a":'.repeat(100_000))).toMatchObject({ kind: 'error' });
  });

  test('the number of values has an end', () => {
    const list = (length: number) => `{"a":[${Array(length).fill(0).join(',')}]}`;
    expect(readJson(list(19_999)).kind).toBe('object');
    expect(readJson(list(20_000))).toMatchObject({ kind: 'error', cut: false });
  });

  test.each([
    ['[1]', 'array'],
    ['"x"', 'string'],
    ['12', 'number'],
    ['null', 'null'],
    ['true', 'boolean'],
  ])('%s is not an object', (text, type) => {
    expect(readJson(text)).toMatchObject({ kind: 'not-object', type });
  });
});

test('accepts and refuses what JSON.parse does', () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b\\n"',
    '1',
    '-',
    '.5',
    'e3',
    'true',
    'null',
    ' ',
    '\n',
    '"',
    '\\',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        expect(readJson(text).kind !== 'error').toBe(parses(text));
      },
    ),
    { numRuns: 2000 },
  );
});
