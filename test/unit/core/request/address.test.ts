import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../main/core/failure.ts';
import { readRequestUrl } from '../../../../main/core/request/address.ts';

const BASE = 'https://api.example.com/test/ccs/';

test.each([
  ['https://other.example/x', undefined, 'https://other.example/x'],
  ['other.example/x', undefined, 'https://other.example/x'],
  ['  https://other.example/x \n', BASE, 'https://other.example/x'],
  ['/rest/users', BASE, 'https://api.example.com/test/ccs/rest/users'],
  ['rest/users?a=b', BASE, 'https://api.example.com/test/ccs/rest/users?a=b'],
  ['?a=b', BASE, 'https://api.example.com/test/ccs/?a=b'],
  ['', BASE, 'https://api.example.com/test/ccs/'],
  ['/rest', 'https://api.example.com', 'https://api.example.com/rest'],
  ['../../..//x', BASE, 'https://api.example.com//x'],
  ['/x:80/@evil.example', BASE, 'https://api.example.com/test/ccs/x:80/@evil.example'],
  [
    '/Users?filter=userName eq "a b"',
    BASE,
    'https://api.example.com/test/ccs/Users?filter=userName%20eq%20%22a%20b%22',
  ],
  ['/a%20b', BASE, 'https://api.example.com/test/ccs/a%20b'],
])('%j below %j is %s', (text, base, url) => {
  expect(readRequestUrl(text, base).href).toBe(url);
});

test.each([
  ['//evil.example/x', BASE],
  ['/relative', undefined],
  ['https://a\tb.example', undefined],
  ['https://user@example.com', undefined],
  ['file:///etc/passwd', BASE],
  ['https://', undefined],
])('%j below %j is refused at its field', (text, base) => {
  expect(() => readRequestUrl(text, base)).toThrow(
    expect.objectContaining({ code: 'input.not-a-url', field: 'request.url' }),
  );
});

describe('whatever is typed', () => {
  test('a relative address never leaves the origin of its base', () => {
    const relative = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('/', '\\', '.', '@', ':', '?', '#', 'a', '%') }),
    );
    fc.assert(
      fc.property(relative, (text) => {
        fc.pre(!/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text));
        try {
          expect(readRequestUrl(text, BASE).origin).toBe('https://api.example.com');
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});
