import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { electronArguments, electronExecutable } from '../support/launch.ts';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import { PROBE } from './openBenchApp.ts';

/** Beside the bench's own file, where `run.mjs` builds it. */
export const EMPTY_WINDOW = join(import.meta.dirname, 'emptyWindow');

const ROUNDS = 12;

/** From the start of the process until the password field took a character. Nothing is attached: that would be part of the time. */
async function startOnce(userData: string, folder?: string): Promise<number> {
  const options = { userData, preloads: [PROBE], args: ['--bench-start'], ...(folder !== undefined && { folder }) };
  const started = performance.now();
  const child = spawn(electronExecutable(), electronArguments(options), { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  let usableAt: number | undefined;
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'usable') usableAt = performance.now();
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(timer);
  if (usableAt === undefined) throw new Error(`The window did not become usable: ${words.trim().slice(-300)}`);
  return usableAt - started;
}

/** The app with a locked vault beside an empty window, in turns. */
export async function startRows(profile: string, emptyProfile: string): Promise<Row[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const taken = [await startOnce(profile), await startOnce(emptyProfile, EMPTY_WINDOW)] as const;
    if (round < 0) continue;
    ours.push(taken[0]);
    bare.push(taken[1]);
  }
  const [app, empty] = [timesOf(ours), timesOf(bare)];
  const times = app.p50 / empty.p50;
  return [
    { what: 'start, an empty window', ...empty, budget: '' },
    {
      what: 'start, lock screen usable',
      ...app,
      budget: `<= 1.3 x an empty window (${times.toFixed(2)} x)`,
      ratio: times / 1.3,
    },
    { what: 'start, lock screen usable', ...app, budget: '<= 1,500 ms', ratio: app.p50 / 1_500 },
  ];
}
