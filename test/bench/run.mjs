import process from 'node:process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Built as the app is, in a folder where the packages are found, and run by plain node. */
const folder = await mkdtemp(join(root, 'node_modules/.bench-'));
try {
  const input = { core: join(root, 'test/bench/core.ts') };
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: true, outDir: folder, rolldownOptions: { input } },
  });
  const child = spawn(process.execPath, [join(folder, 'core.js')], { cwd: root, stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
} finally {
  await rm(folder, { recursive: true });
}
