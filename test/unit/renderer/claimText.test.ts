import { expect, test } from 'vitest';
import { claimText } from '../../../renderer/features/inspect/claimText.ts';

test.each([
  ['jo', 'jo'],
  ['<b>jo</b>', '<b>jo</b>'],
  ['10', '"10"'],
  [10, '10'],
  ['true', '"true"'],
  [true, 'true'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['1.0', '1.0'],
  ['Infinity', 'Infinity'],
  [null, 'null'],
  ['', '""'],
  [' jo', '" jo"'],
  ['["a"]', '"[\\"a\\"]"'],
  [['a'], '[\n  "a"\n]'],
])('%j is shown as %s', (value, text) => {
  expect(claimText(value)).toBe(text);
});
