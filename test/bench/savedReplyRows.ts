import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answerDialogs } from '../support/steps.ts';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import type { BenchApp } from './openBenchApp.ts';
import { serve } from './serve.ts';

const run = promisify(execFile);

const BYTES = 200_000_000;
const PIECE = Buffer.alloc(1_048_576, 'a reply of the bench ');
const ROUNDS = 7;
const LARGEST_GROWTH_MB = 64;
const LEAST_SHARE = 0.8;

/**
 * A large reply from loopback to the disk, in turns with curl. Ours is on the disk before it has its name, so curl's file is synced, too; without
 * that it is a row to compare with.
 */
export async function savedReplyRows({ app, page, openConnection }: BenchApp, folder: string): Promise<Row[]> {
  const server = await serve((_incoming, response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': BYTES });
    let left = BYTES;
    const more = (): void => {
      while (left > 0) {
        const piece = PIECE.subarray(0, left);
        left -= piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  });
  const url = `${server.origin}/large`;
  const paths = { ours: join(folder, 'ours.bin'), curl: join(folder, 'curl.bin') };
  try {
    await openConnection({}, 'Request');
    await answerDialogs(app, paths.ours);
    const save = (): Promise<number> =>
      page.evaluate(async (address) => {
        const started = performance.now();
        const request = { method: 'GET', url: address, auth: { kind: 'none' as const } };
        const saved = await window.grantsmith.requests.sendToFile({ request });
        if (!saved.ok) throw new Error(saved.error.message);
        return performance.now() - started;
      }, url);
    // The first one finds nothing loaded, and the memory of it would count as growth.
    await save();
    const watched = await watchMemory(app);
    const [ours, curl, synced]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      await rm(paths.ours);
      ours.push(await save());
      const times = await curlTo(url, paths.curl);
      curl.push(times.received);
      synced.push(times.synced);
    }
    const growth = await watched.growth();
    return rowsOf({ ours, curl, synced, growth });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [{ what: 'reply of 200 MB, saved', notMeasured: 'there is no curl to compare with' }];
    }
    throw error;
  } finally {
    server.close();
  }
}

/** Milliseconds until curl ended, and until its file was on the disk. */
async function curlTo(url: string, path: string): Promise<{ received: number; synced: number }> {
  await rm(path, { force: true });
  const started = performance.now();
  await run('curl', ['--silent', '--fail', '--output', path, url]);
  const received = performance.now() - started;
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
  return { received, synced: performance.now() - started };
}

/** The largest resident memory of main above what it is now, in megabytes, looked at fifty times a second. */
async function watchMemory(app: BenchApp['app']): Promise<{ growth: () => Promise<number> }> {
  await app.evaluate(() => {
    const before = process.memoryUsage.rss();
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    globalThis.benchMemoryGrowth = () => {
      clearInterval(timer);
      return (most - before) / 1_000_000;
    };
  });
  return { growth: () => app.evaluate(() => globalThis.benchMemoryGrowth()) };
}

declare global {
  /** In main: ends the watch and answers the growth in megabytes. */
  var benchMemoryGrowth: () => number;
}

interface Measured {
  ours: number[];
  curl: number[];
  synced: number[];
  growth: number;
}

function rowsOf({ ours, curl, synced, growth }: Measured): Row[] {
  const [app, bare, whole] = [timesOf(ours), timesOf(curl), timesOf(synced)];
  const share = whole.p50 / app.p50;
  return [
    { what: 'reply of 200 MB, curl', ...bare, budget: '' },
    { what: 'reply of 200 MB, curl and on the disk', ...whole, budget: '' },
    {
      what: 'reply of 200 MB, saved and on the disk',
      ...app,
      budget: `>= ${LEAST_SHARE} x the speed of curl (${share.toFixed(2)} x)`,
      ratio: LEAST_SHARE / share,
    },
    {
      what: 'reply of 200 MB: growth of main',
      p50: growth,
      p99: growth,
      unit: 'MB',
      budget: `<= ${LARGEST_GROWTH_MB} MB`,
      ratio: growth / LARGEST_GROWTH_MB,
    },
  ];
}
