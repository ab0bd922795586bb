import { describe, expect, it } from 'vitest';
import { bytesWords, clockWords, exactWords, relativeWords, spanWords } from '../../../renderer/ui/times.ts';
import { lifeOf } from '../../../renderer/ui/Countdown.tsx';

describe('times in words', () => {
  it.each([
    [0, '0:00'],
    [65, '1:05'],
    [3723, '1:02:03'],
    [-5, '0:00'],
  ])('shows %i seconds as %s', (seconds, words) => expect(clockWords(seconds)).toBe(words));

  it.each([
    [500, '0 s'],
    [8000, '8 s'],
    [65_000, '1 min 5 s'],
    [2_520_000, '42 min'],
    [2_525_000, '42 min'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('says %i milliseconds as %s', (milliseconds, words) => expect(spanWords(milliseconds)).toBe(words));

  it('says the direction', () => {
    expect(relativeWords(1_060_000, 1_000_000)).toBe('in 1 min');
    expect(relativeWords(940_000, 1_000_000)).toBe('1 min ago');
    expect(relativeWords(1_000_400, 1_000_000)).toBe('now');
  });

  it('survives a time that is none', () => expect(exactWords(Number.NaN)).toBe('not a time'));
  it('counts bytes as people read them', () => {
    expect([999, 1500, 2_340_000].map(bytesWords)).toEqual(['999 B', '1.5 KB', '2.3 MB']);
  });
});

describe('the life of a token', () => {
  it('warns in its last tenth or its last minute, and ends at its end', () => {
    expect(lifeOf(3_600_000, 0, 0)).toEqual({ verdict: 'good', share: 1 });
    expect(lifeOf(3_600_000, 0, 3_300_000).verdict).toBe('notice');
    expect(lifeOf(3_600_000, undefined, 3_550_000).verdict).toBe('notice');
    expect(lifeOf(3_600_000, 0, 3_600_000)).toEqual({ verdict: 'bad', share: 0 });
  });
});
