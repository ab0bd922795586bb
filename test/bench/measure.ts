import { performance } from 'node:perf_hooks';

export interface Row {
  what: string;
  p50: number;
  p99: number;
  /** In words, as the design has it. */
  budget: string;
  /** What the budget speaks of, as a share of the budget: 1 is on the line. */
  ratio: number;
}

export interface Times {
  p50: number;
  p95: number;
  p99: number;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}

/** Milliseconds of `rounds` calls, after as many as a fifth of them for warming up. */
export async function measure(rounds: number, action: () => unknown): Promise<Times> {
  const taken: number[] = [];
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    const started = performance.now();
    await action();
    if (round >= 0) taken.push(performance.now() - started);
  }
  return timesOf(taken);
}

export function timesOf(taken: readonly number[]): Times {
  const sorted = [...taken].sort((left, right) => left - right);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
}

/**
 * Two actions side by side, in turns, so that a busy moment of the machine meets both. `settle` is waited for between them and not timed:
 * nobody presses a button again within a hundredth of a second.
 */
export async function compare(
  rounds: number,
  ours: () => unknown,
  bare: () => unknown,
  settle: () => unknown = () => undefined,
): Promise<{ ours: Times; bare: Times }> {
  const times: [number[], number[]] = [[], []];
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    for (const [index, action] of [ours, bare].entries()) {
      const started = performance.now();
      await action();
      if (round >= 0) times[index]?.push(performance.now() - started);
      await settle();
    }
  }
  return { ours: timesOf(times[0]), bare: timesOf(times[1]) };
}

const ms = (value: number): string => value.toFixed(2).padStart(10);

/** Prints the rows; the process is to fail when one is over its budget. */
export function report(rows: readonly Row[]): void {
  const lines = rows.map(
    ({ what, p50, p99, budget, ratio }) =>
      `${what.padEnd(44)}${ms(p50)}${ms(p99)}  ${budget.padEnd(34)}${ratio.toFixed(2).padStart(6)}${ratio > 1 ? '  OVER' : ''}`,
  );
  const title = `${'milliseconds'.padEnd(44)}${'p50'.padStart(10)}${'p99'.padStart(10)}  ${'budget'.padEnd(34)}${'ratio'.padStart(6)}`;
  process.stdout.write([title, ...lines, ''].join('\n'));
  process.exitCode = rows.some(({ ratio }) => ratio > 1) ? 1 : 0;
}
