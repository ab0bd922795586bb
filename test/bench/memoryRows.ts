import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { unlockVault } from '../support/steps.ts';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import { proportionalMegabytes } from './processTree.ts';
import { EMPTY_WINDOW } from './startRows.ts';

const ROUNDS = 3;

/** The memory once it has settled: readings of two seconds that lie within a hundredth. */
async function settledMegabytes({ app }: RunningApp): Promise<number> {
  const pid = app.process().pid ?? 0;
  const readings: number[] = [];
  for (;;) {
    readings.push(await proportionalMegabytes(pid));
    const last = readings.slice(-5);
    const isSettled = last.length === 5 && Math.max(...last) - Math.min(...last) < Math.max(...last) / 100;
    if (isSettled || readings.length > 120) return Math.min(...last);
    await sleep(500);
  }
}

async function measureOne(running: RunningApp): Promise<number> {
  try {
    return await settledMegabytes(running);
  } finally {
    await running.close();
  }
}

/** Idle and unlocked, beside an empty window; both started and attached to in the same way. */
export async function memoryRows(profile: string, emptyProfile: string): Promise<Row[]> {
  if (process.platform !== 'linux') return [{ what: 'memory', notMeasured: 'it is read from /proc, which Linux has' }];
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const running = await launch({ userData: profile });
    await unlockVault(running.page);
    ours.push(await measureOne(running));
    bare.push(await measureOne(await launch({ userData: emptyProfile, folder: EMPTY_WINDOW })));
  }
  const [app, empty] = [timesOf(ours), timesOf(bare)];
  const times = app.p50 / empty.p50;
  return [
    { what: 'memory, an empty window', ...empty, unit: 'MB', budget: '' },
    {
      what: 'memory, unlocked, 100 connections, idle',
      ...app,
      unit: 'MB',
      budget: `<= 1.35 x an empty window (${times.toFixed(2)} x)`,
      ratio: times / 1.35,
    },
  ];
}
