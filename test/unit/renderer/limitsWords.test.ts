import { expect, test } from 'vitest';
import { limitsWords } from '../../../renderer/features/connections/limitsWords.ts';

const NOON = new Date(2026, 0, 1, 12).getTime();
const END = new Date(2026, 0, 31, 23, 59, 59).getTime();

test('the limits of a capsule are one sentence', () => {
  expect(limitsWords({ expiresAt: END, allowedHosts: ['api.example.com', 'id.example.com:8443'] }, NOON)).toBe(
    'May only be used until 31 Jan 2026, 23:59:59 and with api.example.com and id.example.com:8443.',
  );
  expect(limitsWords({ expiresAt: END }, NOON)).toBe('May only be used until 31 Jan 2026, 23:59:59.');
  expect(limitsWords({ allowedHosts: ['a.example', 'b.example', 'c.example'] }, NOON)).toBe(
    'May only be used with a.example, b.example and c.example.',
  );
});

test('a connection whose time is over says so, and what to do', () => {
  expect(limitsWords({ expiresAt: NOON, allowedHosts: ['a.example'] }, NOON)).toContain('sends nothing any more');
  expect(limitsWords({ expiresAt: NOON + 1 }, NOON)).toContain('May only be used until');
});

test('a connection without limits says nothing', () => {
  expect(limitsWords({}, NOON)).toBeUndefined();
});
