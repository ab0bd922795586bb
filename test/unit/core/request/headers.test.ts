import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Header } from '#contract/exchange.ts';
import { Failure } from '../../../../main/core/failure.ts';
import { guessContentType, readHeaders } from '../../../../main/core/request/headers.ts';

test('keeps names, values and order, and leaves empty lines out', () => {
  const typed: Header[] = [
    ['X-B ', ' 2 '],
    ['', ''],
    ['x-a:', ''],
    ['X-B', 'é'],
  ];
  expect(readHeaders(typed)).toEqual([
    ['X-B', '2'],
    ['x-a', ''],
    ['X-B', 'é'],
  ]);
});

test.each<[string, string, string]>([
  ['', 'value', 'a name'],
  ['X Y', '1', 'no blanks'],
  ['X-\u0000', '1', 'no blanks'],
  ['X', 'a\r\nInjected: 1', 'line break'],
  ['X', 'a\u0000', 'line break'],
  ['X', '€', 'cannot carry'],
  ['Content-Length', '3', 'set by Grantsmith'],
  ['transfer-encoding', 'chunked', 'set by Grantsmith'],
])('refuses %j: %j', (name, value, sentence) => {
  const lines: Header[] = [
    ['A', '1'],
    [name, value],
  ];
  expect(() => readHeaders(lines)).toThrow(
    expect.objectContaining({ field: 'request.headers.1', message: expect.stringContaining(sentence) as unknown }),
  );
});

test('refuses a second Authorization, in whatever case', () => {
  expect(() =>
    readHeaders([
      ['Authorization', 'a'],
      ['AUTHORIZATION', 'b'],
    ]),
  ).toThrow(Failure);
});

test('whatever is typed, nothing breaks out of its line', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'b', ' ', ':', '\r', '\n', '\0', 'é'), maxLength: 6 });
  let sent = 0;
  fc.assert(
    fc.property(text, text, (name, value) => {
      try {
        const lines = readHeaders([[name, value]]);
        sent += lines.length;
        for (const [sentName, sentValue] of lines) expect(`${sentName}: ${sentValue}`).not.toMatch(/[\r\n\0]/);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
    { numRuns: 500, seed: 20260101 },
  );
  expect(sent).toBeGreaterThan(0);
});

test.each([
  ['{"a":1}', 'application/json'],
  [' [1]', 'application/json'],
  ['<a/>', 'text/xml; charset=utf-8'],
  ['12', 'text/plain; charset=utf-8'],
  ['{broken', 'text/plain; charset=utf-8'],
])('%s is %s', (body, type) => {
  expect(guessContentType(body)).toBe(type);
});
