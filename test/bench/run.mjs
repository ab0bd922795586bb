import process from 'node:process';
import { mkdir, mkdtemp, copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDisplay } from '../../build/setup/display.mjs';
import { prepareApp } from '../../build/setup/prepare.mjs';
import { SetupFailure, runMain } from '../../build/setup/report.mjs';
import { run } from '../../build/setup/run.mjs';
import { VIRTUAL_DISPLAY } from '../../build/setup/systemPackages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Built as the app is, below the root so that the packages are found, and run by plain node: `npm run bench` all of it, `npm run bench NAME`
 * one row. Without an Electron or a display the rows with a window are not measured, and say why.
 */
await runMain(async () => {
  // First of all: vite sets NODE_ENV, and under it npm would leave out what only the development needs.
  const runtime = await prepareApp(VIRTUAL_DISPLAY).catch(noRuntime);
  await mkdir(join(root, 'out'), { recursive: true });
  const folder = await mkdtemp(join(root, 'out/bench-'));
  try {
    await buildBench(folder);
    await buildEmptyWindow(join(folder, 'emptyWindow'));
    const args = [join(folder, 'bench.js'), ...process.argv.slice(2)];
    const start = async (/** @type {NodeJS.ProcessEnv} */ env) =>
      (await run(process.execPath, args, { env, show: 'all' })).code;
    if (typeof runtime === 'string') return await start({ ...process.env, BENCH_NO_WINDOW: runtime });
    return await withDisplay(process.env, (env) => start({ ...env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }));
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** @param {string} outDir */
async function buildBench(outDir) {
  const { build } = await import('vite');
  const input = { bench: join(root, 'test/bench/bench.ts') };
  return build({ configFile: false, logLevel: 'silent', build: { ssr: true, outDir, rolldownOptions: { input } } });
}

/** An app of its own that `electron FOLDER` starts. @param {string} folder */
async function buildEmptyWindow(folder) {
  const { build } = await import('vite');
  const source = join(root, 'test/bench/emptyWindow');
  const page = { root: source, base: './', build: { outDir: join(folder, 'page'), assetsInlineLimit: 0 } };
  await build({ configFile: false, logLevel: 'silent', ...page });
  await copyFile(join(source, 'main.mjs'), join(folder, 'main.mjs'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty-window', version: '0.0.0', type: 'module', main: 'main.mjs' }),
  );
}

/** @param {unknown} error @returns {string} why there is no window */
function noRuntime(error) {
  if (!(error instanceof SetupFailure)) throw error;
  return error.message.split('\n')[0] ?? '';
}
