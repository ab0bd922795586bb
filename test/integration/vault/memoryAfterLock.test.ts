import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { gateSize, reportGate } from '../../support/gates.ts';
import { findInMemory } from '../../support/processMemory.ts';
import { bundle } from '../../support/vault/bundle.ts';
import { makeVault } from '../../support/vault/fakes.ts';
import { keysOfFile } from '../../support/vault/keysOfFile.ts';
import { realDeriveKey } from '../../support/vault/realDeriveKey.ts';

const RUNS = gateSize('MEMORY', 1);
/** The promise is: within five seconds of the lock. */
const PROMISED_MS = 5_000;
const password = 'correct horse battery';

let locker: string;
let workerFile: string;
beforeAll(async () => {
  locker = await bundle(new URL('../../support/vault/lockingProcess.ts', import.meta.url));
  workerFile = await bundle(new URL('../../../main/vault/format/argon2Worker.ts', import.meta.url));
});

async function startLocker(): Promise<{ pid: number; ask: (order: object) => Promise<void> }> {
  const child = spawn(process.execPath, [locker], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const answers = createInterface(child.stdout);
  return {
    pid: child.pid ?? 0,
    ask: async (order) => {
      const answered = once(answers, 'line');
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await answered;
    },
  };
}

it(`leaves no key in the memory of the process, ${RUNS} times`, { timeout: 60_000 * RUNS }, async (test) => {
  const tally: Record<string, number> = { runs: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const { vault, folder } = await makeVault({ deriveKey: realDeriveKey });
    await vault.create({ password, useOsKeyring: false });
    await vault.transact((tx) => tx.put({ id: 'a', type: 'entry', summary: null, secret: 'x' }));
    await vault.close();
    const keys = await keysOfFile(folder, password);
    const { pid, ask } = await startLocker();

    await ask({ do: 'open', folder, password, workerFile });
    const whileOpen = await findInMemory(pid, keys);
    if (!whileOpen) test.skip('the memory of a process cannot be read here');
    // The counter-proof: what is looked for can be found.
    expect(whileOpen?.['data key']).toBeGreaterThan(0);

    await ask({ do: 'lock' });
    await wait(PROMISED_MS);
    for (const [name, count] of Object.entries((await findInMemory(pid, keys)) ?? {})) {
      tally[name] = (tally[name] ?? 0) + count;
    }
    const file = join(folder, 'heap.heapsnapshot');
    await ask({ do: 'snapshot', file });
    const snapshot = await readFile(file);
    for (const key of Object.values(keys)) {
      for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
        expect(snapshot.includes(key.toString(encoding))).toBe(false);
      }
    }
    tally['runs'] = run + 1;
  }
  reportGate('keys, memory after lock', tally);
  expect(tally).toEqual({
    runs: RUNS,
    'data key': 0,
    'seal key': 0,
    'key of the slot': 0,
    'derived from the password': 0,
  });
});
