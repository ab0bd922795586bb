import { withDisplay } from './setup/display.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { runMain } from './setup/report.mjs';
import { runTool } from './setup/run.mjs';
import { VIRTUAL_DISPLAY } from './setup/systemPackages.mjs';

/** Takes the pictures of the documents from the running app, into docs/images/. */
await runMain(async () => {
  const { folder } = await prepareApp(VIRTUAL_DISPLAY);
  const args = ['test', '--config', 'build/config/playwright.config.ts', '--project=screenshots', '--reporter=line'];
  return withDisplay(process.env, async (env) => {
    const options = { env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: folder }, show: /** @type {const} */ ('all') };
    return (await runTool('@playwright/test/cli.js', args, options)).code;
  });
});
