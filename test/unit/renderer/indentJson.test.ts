import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indentJson } from '../../../renderer/features/inspect/indentJson.ts';

test('members and entries stand on their own lines', () => {
  expect(indentJson('{"a":[1,{"b":true}],"c":{},"d":[ ]}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": true\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  );
});

test('numbers and escapes stay as they are written, and marks inside strings are no marks', () => {
  expect(indentJson('{"n":12345678901234567890.0,"s":"\\u0041{,}\\"[ :"}')).toBe(
    '{\n  "n": 12345678901234567890.0,\n  "s": "\\u0041{,}\\"[ :"\n}',
  );
});

test('a text that is cut off is laid out as far as it goes', () => {
  expect(indentJson('{"sub":"jo","exp":')).toBe('{\n  "sub": "jo",\n  "exp": ');
  expect(indentJson('{"sub":"j')).toBe('{\n  "sub": "j');
});

test('JSON is laid out as usual, whatever its spacing was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', ' ', '\t'), (value, space) => {
      expect(indentJson(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('nothing but blanks is added or lost, in any text', () => {
  const withoutBlanks = (text: string): string => text.replace(/\s/g, '');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', 'a', ' ', '\n') }),
      (text) => {
        expect(withoutBlanks(indentJson(text))).toBe(withoutBlanks(text));
      },
    ),
  );
});
