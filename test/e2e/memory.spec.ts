import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { reportGate } from '../support/gates.ts';
import { plant } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { findInMemory } from '../support/processMemory.ts';
import { addConnection, createVault, lockVault, PASSWORD } from '../support/steps.ts';
import { keysOfFile } from '../support/vault/keysOfFile.ts';

/** The promise is: within five seconds of the lock. */
const PROMISED_MS = 5_000;
const SECRET = plant('secret of the memory gate', 'planted-secret-of-the-memory-gate');

const inBothWidths = (name: string, text: string): Record<string, Buffer> => ({
  [name]: Buffer.from(text, 'latin1'),
  [`${name}, UTF-16`]: Buffer.from(text, 'utf16le'),
});

/** Hits in all processes of the app: main, the pages, and what serves them. */
async function search(app: ElectronApplication, needles: Record<string, Buffer>): Promise<Record<string, number>> {
  const processes = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().map(({ pid, type }) => ({ pid, type: type === 'Browser' ? 'main' : type })),
  );
  const tally: Record<string, number> = {};
  for (const { pid, type } of processes) {
    for (const [name, count] of Object.entries((await findInMemory(pid, needles)) ?? {})) {
      const what = `${name} in ${type}`;
      tally[what] = (tally[what] ?? 0) + count;
    }
  }
  return tally;
}

const hits = (tally: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(tally).filter(([, count]) => count > 0));

/** How long main answered nobody since then, at the longest; in milliseconds. */
async function watchStalls(app: ElectronApplication): Promise<() => Promise<number>> {
  const watch = await app.evaluateHandle(() => {
    const delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    return delay;
  });
  return async () => Math.round((await watch.evaluate((delay) => delay.max)) / 1e6);
}

test('five seconds after the lock no key, no password and no secret is in the memory of the app', async () => {
  test.slow();
  const profile = await makeProfile();
  const first = await launch({ userData: profile.path });
  await createVault(first.page);
  await addConnection(first.page, 'Meter reads', SECRET);
  await first.close();
  const keys = await keysOfFile(join(profile.path, 'vault'), PASSWORD);
  const needles = { ...keys, ...inBothWidths('password', PASSWORD), ...inBothWidths('secret', SECRET) };

  const { app, page, close } = await launch({ userData: profile.path });
  // Key by key, as a person types: the driver hands on no whole word that would then be found.
  await page.getByLabel('Password', { exact: true }).pressSequentially(PASSWORD);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('button', { name: /Meter reads/ }).click({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Show for 30 s' }).first().click();
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible();
  const whileOpen = await search(app, needles);
  // The counter-proof: what is looked for can be found.
  test.skip(whileOpen['data key in main'] === undefined, 'the memory of a process cannot be read here');
  expect(whileOpen['data key in main']).toBeGreaterThan(0);
  reportGate('memory of the app, open', hits(whileOpen));

  await page.getByRole('button', { name: 'Cancel' }).click();
  const longestStall = await watchStalls(app);
  await lockVault(page);
  await wait(PROMISED_MS);
  const afterLock = await search(app, needles);
  const stalledMs = await longestStall();
  const file = join(profile.path, 'main.heapsnapshot');
  await app.evaluate((_electron, path) => {
    process.getBuiltinModule('node:v8').writeHeapSnapshot(path);
  }, file);
  const snapshot = await readFile(file);
  const inSnapshot = Object.entries(needles).filter(([, needle]) =>
    (['latin1', 'hex', 'base64', 'base64url'] as const).some((form) => snapshot.includes(needle.toString(form))),
  );
  reportGate('memory of the app, 5 s after the lock', {
    ...hits(afterLock),
    'in the heap snapshot': inSnapshot.length,
    'ms of main at most at a stretch': stalledMs,
  });
  expect(hits(afterLock)).toEqual({});
  expect(inSnapshot.map(([name]) => name)).toEqual([]);
  await close();
  await profile.remove();
});
