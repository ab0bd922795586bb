import { describe, expect, test } from 'vitest';
import { decideToken } from '../../../../main/core/request/currentToken.ts';
import { decodeText } from '../../../../main/core/request/bodyText.ts';
import { decideRedirect } from '../../../../main/core/request/redirects.ts';

const NOW = 1_000_000;

test.each<[Parameters<typeof decideToken>[0], boolean, string]>([
  [undefined, false, 'request'],
  [{}, false, 'use'],
  [{ expiresAt: NOW + 10_001 }, false, 'use'],
  [{ expiresAt: NOW + 10_000 }, false, 'request'],
  [{ expiresAt: NOW + 10_000, refreshToken: true }, false, 'refresh'],
  [{ expiresAt: NOW + 99_999 }, true, 'request'],
  [{ refreshToken: true }, true, 'refresh'],
])('with %j stored, refused %j, a request will %s', (newest, refused, decision) => {
  expect(decideToken(newest, NOW, refused)).toBe(decision);
});

describe('a redirect', () => {
  const hop = { method: 'GET', url: new URL('https://api.example.com/a'), headers: [] };
  const decide = (status: number, location: string | undefined, trail: string[] = []) =>
    decideRedirect({ status, location }, hop, { follow: true, trail });

  test.each([200, 201, 300, 304, 305, 401])('is none with %i', (status) => {
    expect(decide(status, '/b')).toBeUndefined();
  });

  test('is none without a location', () => {
    expect(decide(302, undefined)).toBeUndefined();
  });

  test('keeps DELETE at 301 and 307, and makes it GET at 303', () => {
    const methods = [301, 303, 307].map(
      (status) =>
        decideRedirect({ status, location: '/b' }, { ...hop, method: 'DELETE' }, { follow: true, trail: [] })?.next
          ?.method,
    );
    expect(methods).toEqual(['DELETE', 'GET', 'DELETE']);
  });

  test('to the address just called is a circle, but not when POST became GET', () => {
    expect(decide(302, '/a', ['GET https://api.example.com/a'])?.next).toBeUndefined();
    const post = { ...hop, method: 'POST' };
    const options = { follow: true, trail: ['POST https://api.example.com/a'] };
    expect(decideRedirect({ status: 303, location: '/a' }, post, options)?.next?.method).toBe('GET');
  });
});

test('a cut leaves no broken character behind', () => {
  const bytes = new TextEncoder().encode('aé').subarray(0, 2);
  expect(decodeText(bytes, 'text/plain', { cut: true })).toBe('a');
  expect(decodeText(bytes, 'text/plain')).toBe('a\ufffd');
});
