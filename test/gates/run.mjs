import process from 'node:process';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * The gates at their full size. `npm test` runs the same files, smaller. A count after the name overrides the full size.
 * @type {Record<string, { files: string[], size?: [name: string, full: number] }>}
 */
const GATES = {
  codec: { files: ['vault/hostileFiles'], size: ['SPLICES', 50_000] },
  saver: { files: ['vault/kills'], size: ['KILLS', 1_000] },
  power: { files: ['vault/powerCuts'], size: ['POWER', 5_000] },
  disk: { files: ['vault/fullDisk', 'vault/failingCalls'], size: ['LEVELS', 300] },
  keys: { files: ['vault/keys'], size: ['PASSWORDS', 10_000] },
  refresh: { files: ['refreshKills'], size: ['REFRESH_KILLS', 50] },
  races: { files: ['vault/races'], size: ['RACES', 1_000] },
  ipc: { files: ['ipcFuzz'], size: ['PAYLOADS', 50_000] },
  memory: { files: ['vault/memoryAfterLock'], size: ['MEMORY', 10] },
};

/** @param {string} name @param {string | undefined} count */
function runGate(name, count) {
  const gate = GATES[name];
  if (gate === undefined) throw new Error(`There is no gate "${name}"; there are: ${Object.keys(GATES).join(', ')}`);
  const [variable, full] = gate.size ?? ['NONE', 1];
  const files = gate.files.map((file) => `test/integration/${file}.test.ts`);
  const config = ['run', '--config', 'build/config/vitest.config.ts', '--project', 'integration'];
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...config, ...files], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, [`GATE_${variable}`]: count ?? String(full) },
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

const [only, count] = process.argv.slice(2);
for (const name of only === undefined ? Object.keys(GATES) : [only]) {
  if ((await runGate(name, count)) !== 0) process.exitCode = 1;
}
