import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { keepOutOfCoreDumps } from '../../../main/platform/coreDumps.ts';

const filterOf = async (pid: number | 'self'): Promise<number> =>
  parseInt(await readFile(`/proc/${pid}/coredump_filter`, 'latin1'), 16);

async function startChild(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => undefined, 1e6)']);
  onTestFinished(() => void child.kill());
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

it.runIf(process.platform === 'linux')('keeps all memory out, of those that run and of those to come', async () => {
  const running = await startChild();
  expect(await filterOf(running)).toBeGreaterThan(0);
  await keepOutOfCoreDumps();
  const later = await startChild();
  expect([await filterOf('self'), await filterOf(running), await filterOf(later)]).toEqual([0, 0, 0]);
});
