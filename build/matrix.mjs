import { prepareRuntime } from './setup/prepare.mjs';
import { runMain } from './setup/report.mjs';
import { runTool } from './setup/run.mjs';
import { CERTIFICATES } from './setup/systemPackages.mjs';

/** Prints the tables of grant × client authentication as they come out on node and, after them, inside Electron. */
await runMain(async () => {
  const { executable } = await prepareRuntime(CERTIFICATES);
  let worst = 0;
  for (const [project, electron] of /** @type {const} */ ([['integration'], ['runtime', executable]])) {
    const args = ['run', '--config', 'build/config/vitest.config.ts', '--project', project, 'Matrix.test.ts'];
    const { code } = await runTool('vitest/vitest.mjs', args, { electron, show: 'all' });
    worst = Math.max(worst, code);
  }
  return worst;
});
