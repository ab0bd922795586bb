import { fieldsOf } from '../setup/json.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * What a suite counts for. A report alone can look better than the run was (a broken hook, a crash after the last test, a file that
 * does not load), so whatever ended badly counts one failure at least.
 * @param {unknown} report the JSON of vitest or Playwright; undefined when there is none
 * @param {number} exitCode
 * @returns {Tally & { problem?: string }}
 */
export function tallyOf(report, exitCode) {
  const counted = vitestTally(fieldsOf(report)) ?? playwrightTally(fieldsOf(report));
  if (counted === undefined)
    return { passed: 0, failed: 1, skipped: 0, problem: `ended without a report (exit code ${exitCode})` };
  const total = counted.passed + counted.failed + counted.skipped;
  if (total === 0) return { ...counted, failed: 1, problem: 'ran no test although it has test files' };
  if (exitCode !== 0 && counted.failed === 0) {
    return { ...counted, failed: 1, problem: `failed outside its tests (exit code ${exitCode})` };
  }
  return counted;
}

/** @param {Record<string, unknown>} report @returns {Tally | undefined} */
function vitestTally(report) {
  const [passed, failed, skipped, todo] = numbers(report, [
    'numPassedTests',
    'numFailedTests',
    'numPendingTests',
    'numTodoTests',
  ]);
  if (passed === undefined || failed === undefined || skipped === undefined) return undefined;
  return { passed, failed, skipped: skipped + (todo ?? 0) };
}

/** A flaky test failed once, and we do not retry: it counts as failed. @param {Record<string, unknown>} report @returns {Tally | undefined} */
function playwrightTally(report) {
  const [expected, unexpected, flaky, skipped] = numbers(fieldsOf(report['stats']), [
    'expected',
    'unexpected',
    'flaky',
    'skipped',
  ]);
  if (expected === undefined || unexpected === undefined || skipped === undefined) return undefined;
  return { passed: expected, failed: unexpected + (flaky ?? 0), skipped };
}

/**
 * @param {Record<string, unknown>} record
 * @param {readonly string[]} names
 */
function numbers(record, names) {
  return names.map((name) => (typeof record[name] === 'number' ? record[name] : undefined));
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sumOf(tallies) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** @param {Tally} tally */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
