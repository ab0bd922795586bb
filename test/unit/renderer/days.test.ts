import { expect, test } from 'vitest';
import { dayOf, endOfDay } from '../../../renderer/ui/days.ts';

test('a day holds until its last millisecond, in local time', () => {
  const end = endOfDay('2027-01-31');
  expect(end).toBe(new Date(2027, 0, 31, 23, 59, 59, 999).getTime());
  expect(dayOf(end ?? 0)).toBe('2027-01-31');
});

test('what is no day is none', () => {
  for (const text of ['', '2027-02-31', '31.1.2027', '2027-1-3', '2027-13-01']) expect(endOfDay(text)).toBeUndefined();
});
