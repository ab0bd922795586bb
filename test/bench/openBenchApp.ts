import { join } from 'node:path';
import { launch, root } from '../support/launch.ts';
import type { RunningApp } from '../support/launch.ts';
import { unlockVault } from '../support/steps.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import type { MeasuredRow } from './measure.ts';

declare global {
  /** Of `usableProbe.mjs`, in main. */
  var benchUsable: () => Promise<void>;
  /** In main: reads the longest stall of its event loop and its p99 so far, in milliseconds. */
  var benchStalls: () => { longest: number; p99: number };
}

export const PROBE = join(root, 'test/bench/usableProbe.mjs');

/** In a design where nothing blocks main. */
const LONGEST_STALL_MS = 50;

export interface BenchApp extends RunningApp {
  /** Saves a connection and opens it at one of its tabs. */
  openConnection: (input: Partial<ConnectionInput>, tab: 'Token' | 'Request') => Promise<void>;
  /** How long main's event loop stood still since the vault was opened. */
  stallRow: (during: string) => Promise<MeasuredRow>;
}

/** The real app on a profile of `filledProfile`, unlocked. */
export async function openBenchApp(profile: string): Promise<BenchApp> {
  const running = await launch({ userData: profile, preloads: [PROBE] });
  const { app, page } = running;
  await unlockVault(page);
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    globalThis.benchStalls = () => ({ longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6 });
  });
  return {
    ...running,
    openConnection: async (input, tab) => {
      const name = await page.evaluate(async (given) => {
        const connection: ConnectionInput = {
          name: 'Measured',
          clientId: 'client',
          clientAuth: { method: 'client_secret_basic', secret: 'a secret of the bench' },
          grant: { type: 'client_credentials' },
          scope: 'x',
          ...given,
        };
        const saved = await window.grantsmith.connections.save({ connection });
        if (!saved.ok) throw new Error(saved.error.message);
        return connection.name;
      }, input);
      const list = page.getByRole('navigation', { name: 'Connections' });
      // Only the rows in view are on the page.
      await list.getByRole('textbox').fill(name);
      await list.getByRole('button', { name }).click();
      await list.getByRole('textbox').fill('');
      await page.getByRole('tab', { name: tab }).click();
    },
    stallRow: async (during) => {
      const { longest, p99 } = await app.evaluate(() => globalThis.benchStalls());
      return {
        what: `${during}: longest stall of main`,
        p50: longest,
        p99,
        budget: `<= ${LONGEST_STALL_MS} ms (first figure: longest)`,
        ratio: longest / LONGEST_STALL_MS,
      };
    },
  };
}
