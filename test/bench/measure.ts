export interface MeasuredRow {
  what: string;
  p50: number;
  p99: number;
  /** Of the figures; milliseconds unless it is given. */
  unit?: string;
  /** In words, as the design has it. */
  budget: string;
  /** What the budget speaks of, as a share of the budget: 1 is on the line. Without it the row is there to compare with. */
  ratio?: number;
}

/** A row, or why there is none here. */
export type Row = MeasuredRow | { what: string; notMeasured: string };

/** Rows that are measured together and chosen by one name. */
export interface Section {
  name: string;
  run: () => Promise<Row[]>;
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

const figure = (value: number, unit: string): string => `${value.toFixed(unit === 'ms' ? 2 : 1)} ${unit}`.padStart(12);

function lineOf(row: Row): string {
  const what = row.what.padEnd(48);
  if ('notMeasured' in row) return `${what}  not measured: ${row.notMeasured}`;
  const { p50, p99, unit = 'ms', budget, ratio } = row;
  const verdict = ratio === undefined ? '' : `${ratio.toFixed(2).padStart(6)}${ratio > 1 ? '  OVER' : ''}`;
  return `${what}${figure(p50, unit)}${figure(p99, unit)}  ${budget.padEnd(44)}${verdict}`.trimEnd();
}

/** Prints rows as they come. */
export function print(rows: readonly Row[]): void {
  process.stdout.write(rows.map((row) => `${lineOf(row)}\n`).join(''));
}

/** The heading of what `print` writes. */
export function printHeading(): void {
  const figures = `${'p50'.padStart(12)}${'p99'.padStart(12)}`;
  process.stdout.write(`${''.padEnd(48)}${figures}  ${'budget'.padEnd(44)}${'ratio'.padStart(6)}\n`);
}

/** Counts, and makes the process fail: by 1 when a row is over its budget, by 2 when one could not be measured. */
export function conclude(rows: readonly Row[]): void {
  const ratios = rows.flatMap((row) => ('ratio' in row ? [row.ratio] : []));
  const over = ratios.filter((ratio) => ratio > 1 || Number.isNaN(ratio)).length;
  const missing = rows.filter((row) => 'notMeasured' in row).length;
  process.stdout.write(`within budget ${ratios.length - over}, over ${over}, not measured ${missing}\n`);
  process.exitCode = over > 0 ? 1 : missing > 0 ? 2 : 0;
}
