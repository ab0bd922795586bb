import { join } from 'node:path';
import process from 'node:process';
import { filledProfile } from './filledProfile.ts';
import { listRows } from './listRows.ts';
import { lockRows } from './lockRows.ts';
import { memoryRows } from './memoryRows.ts';
import type { Row, Section } from './measure.ts';
import { openBenchApp } from './openBenchApp.ts';
import type { BenchApp } from './openBenchApp.ts';
import { largeReplyRows } from './replyRows.ts';
import { savedReplyRows } from './savedReplyRows.ts';
import { apiRows, tokenRows } from './shownRows.ts';
import { startRows } from './startRows.ts';

const CONNECTIONS = 100;
const LARGE_LIST = 2_000;

/** What a person sees, in the real app. While a section runs, main's event loop is watched, and its longest stall is a row at the end of it. */
export function windowSections(folder: string): Section[] {
  const usual = once(() => filledProfile(join(folder, 'profile'), CONNECTIONS));
  const inApp = (name: string, measure: (bench: BenchApp) => Promise<Row[]>, profile = usual): Section => ({
    name,
    run: async () => {
      const bench = await openBenchApp(await profile());
      try {
        const rows = await measure(bench);
        return [...rows, await bench.stallRow(name)];
      } finally {
        await bench.close();
      }
    },
  });
  return [
    { name: 'start', run: async () => startRows(await usual(), join(folder, 'empty')) },
    { name: 'memory', run: async () => memoryRows(await usual(), join(folder, 'empty')) },
    inApp('lock', lockRows),
    inApp('token', tokenRows),
    inApp('api', apiRows),
    { name: 'reply', run: async () => largeReplyRows(await usual()) },
    inApp('saved', (bench) => savedReplyRows(bench, folder)),
    inApp(
      'list',
      listRows,
      once(() => filledProfile(join(folder, 'large-list'), LARGE_LIST)),
    ),
  ].map(whereThereIsAWindow);
}

/** Without an Electron a section is one row that says so; so is one that fails, since the others can be measured all the same. */
function whereThereIsAWindow({ name, run }: Section): Section {
  const missing = process.env['BENCH_NO_WINDOW'];
  return {
    name,
    run: async () => {
      if (missing !== undefined) return [{ what: name, notMeasured: missing }];
      try {
        return await run();
      } catch (error) {
        return [
          { what: name, notMeasured: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) },
        ];
      }
    },
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
