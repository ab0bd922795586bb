import { describe, expect, test } from 'vitest';
import {
  distanceInWords,
  durationInWords,
  instantInWords,
  instantWithDistance,
} from '../../../../main/core/token/timeWords.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('durations', () => {
  test.each([
    [0, 'less than a second'],
    [999, 'less than a second'],
    [12_400, '12 s'],
    [MINUTE, '1 min'],
    [2 * MINUTE + 5_000, '2 min 5 s'],
    [5 * MINUTE + 5_000, '5 min'],
    [42 * MINUTE + 59_999, '42 min'],
    [HOUR, '1 h'],
    [HOUR + 5 * MINUTE, '1 h 5 min'],
    [DAY, '1 day'],
    [DAY + HOUR, '1 day 1 h'],
    [3 * DAY + 4 * HOUR + MINUTE, '3 days 4 h'],
    [30 * DAY + HOUR, '30 days'],
    [365 * DAY, '365 days'],
    [3 * 366 * DAY, '3 years'],
    [-42 * MINUTE, '42 min'],
  ])('%d ms is %s', (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });
});

test('an instant is written in English and UTC', () => {
  expect(instantInWords(Date.UTC(2026, 10, 22, 11, 43, 26))).toBe('22 Nov 2026, 11:43:26 UTC');
  expect(instantInWords(0)).toBe('1 Jan 1970, 00:00:00 UTC');
  expect(instantInWords(Number.NaN)).toBe('a time that no calendar has');
});

test('a distance looks both ways', () => {
  expect(distanceInWords(1_000_000 + 42 * MINUTE, 1_000_000)).toBe('in 42 min');
  expect(distanceInWords(1_000_000, 1_000_000 + 42 * MINUTE)).toBe('42 min ago');
  expect(distanceInWords(1_000_000, 1_000_500)).toBe('now');
  expect(instantWithDistance(Date.UTC(2026, 10, 22, 11, 43, 26), Date.UTC(2026, 10, 22, 11, 1, 0))).toBe(
    '22 Nov 2026, 11:43:26 UTC, in 42 min',
  );
});
