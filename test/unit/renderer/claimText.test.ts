import { expect, test } from 'vitest';
import { claimText } from '../../../renderer/features/inspect/claimText.ts';

test.each([
  ['jo', 'jo'],
  ['<b>jo</b>', '<b>jo</b>'],
  ['10', '"10"'],
  [10, '10'],
  ['true', '"true"'],
  [true, 'true'],
  [null, 'null'],
  ['', '""'],
  [' jo', '" jo"'],
  ['["a"]', '"[\\"a\\"]"'],
  [['a'], '[\n  "a"\n]'],
])('%j is shown as %s', (value, text) => {
  expect(claimText(value)).toBe(text);
});
