import { hasDisplay, withDisplay } from './setup/display.mjs';
import { launchArguments } from './setup/launch.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { runMain, say } from './setup/report.mjs';
import { run } from './setup/run.mjs';

await runMain(async () => {
  const runtime = await prepareApp();
  const args = launchArguments(process.argv.slice(2));
  say(`starting Grantsmith on Electron ${runtime.version}`);
  if (!hasDisplay(process.env)) {
    say(
      'No display found: it runs on a virtual one, where nobody sees it. To see it, set DISPLAY, sign in with "ssh -X",',
    );
    say('or have pictures made of it with "npm run screenshots". Ctrl+C ends it.');
  }
  return withDisplay(process.env, async (env) => (await run(runtime.executable, args, { env, show: 'all' })).code);
});
