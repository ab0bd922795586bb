import { expect, test } from 'vitest';
import { sumOf, summaryLine, tallyOf } from '../../../build/suites/tally.mjs';

const vitestReport = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, success: false };
const playwrightReport = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } };

test('reads both kinds of report', () => {
  expect(tallyOf(vitestReport, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  expect(tallyOf(playwrightReport, 1)).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

test.each([
  ['no report', undefined, 139],
  ['a report cut off', {}, 0],
  ['no test run', { ...vitestReport, numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }, 0],
  ['a hook failed, no test did', { ...vitestReport, numFailedTests: 0 }, 1],
  ['a file did not load', { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }, 1],
])('counts a failure for: %s', (_, report, exitCode) => {
  const tally = tallyOf(report, exitCode);
  expect(tally.failed).toBe(1);
  expect(tally.problem).toBeDefined();
});

test('the summary adds up and names the skipped only when there are some', () => {
  expect(
    summaryLine(
      sumOf([
        { passed: 2, failed: 0, skipped: 0 },
        { passed: 3, failed: 1, skipped: 0 },
      ]),
    ),
  ).toBe('5 passed, 1 failed');
  expect(summaryLine(sumOf([{ passed: 2, failed: 0, skipped: 1 }]))).toBe('2 passed, 0 failed, 1 skipped');
});
