import { setTimeout as pause } from 'node:timers/promises';
import { unlockVault } from '../support/steps.ts';
import { timesOf } from './measure.ts';
import type { Row } from './measure.ts';
import type { BenchApp } from './openBenchApp.ts';

const ROUNDS = 20;
/** Main collects its garbage a while after a lock; that is to count among its stalls, so nobody unlocks before. */
const COLLECTED_AFTER_MS = 1_500;

/** In main: the page locks the vault; when its process is gone, and when the next page is usable. Both from the call, in milliseconds. */
async function lockOnce({ app }: BenchApp): Promise<{ gone: number; usable: number }> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const { webContents } = window;
    const old = webContents.getOSProcessId();
    const isGone = (): boolean => {
      try {
        return / [ZX] /.test(readFileSync(`/proc/${old}/stat`, 'latin1').slice(-400).replace(/^.*\)/, ''));
      } catch {
        return true;
      }
    };
    const started = performance.now();
    const gone = new Promise<number>((resolve) => {
      const look = (): void => {
        if (isGone()) resolve(performance.now() - started);
        else setTimeout(look, 2);
      };
      look();
    });
    const usable = new Promise<number>((resolve, reject) => {
      const onReady = (): void => {
        if (!webContents.getURL().endsWith('/index.html')) return;
        webContents.off('dom-ready', onReady);
        globalThis.benchUsable().then(() => resolve(performance.now() - started), reject);
      };
      webContents.on('dom-ready', onReady);
    });
    // Its page is stopped before it could answer.
    void webContents.mainFrame.executeJavaScript('void window.grantsmith.vault.lock()');
    return { gone: await gone, usable: await usable };
  });
}

/** From the page's call to the end of its process, and to the next lock screen. */
export async function lockRows(bench: BenchApp): Promise<Row[]> {
  const taken: { gone: number; usable: number }[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const times = await lockOnce(bench);
    if (round >= 0) taken.push(times);
    await pause(COLLECTED_AFTER_MS);
    await unlockVault(bench.page);
    // Nobody locks while the page that was just unlocked is still being built.
    await bench.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  }
  const gone = timesOf(taken.map((times) => times.gone));
  return [
    { what: 'lock, the page and its process are gone', ...gone, budget: '<= 100 ms at p99', ratio: gone.p99 / 100 },
    { what: 'lock, the next lock screen is usable', ...timesOf(taken.map((times) => times.usable)), budget: '' },
  ];
}
