import { join, relative } from 'node:path';
import { archive, packFolder } from './packaging/pack.mjs';
import { smokeTest, verifyFuses } from './packaging/verify.mjs';
import { projectRoot } from './setup/paths.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { runMain, say } from './setup/report.mjs';
import { VIRTUAL_DISPLAY } from './setup/systemPackages.mjs';

await runMain(async () => {
  const installers = process.argv.includes('--installers');
  const runtime = await prepareApp(VIRTUAL_DISPLAY);
  const folder = await packFolder(runtime, { installers });
  if (process.platform === 'linux') {
    const executable = join(folder, 'grantsmith');
    await verifyFuses(executable);
    await smokeTest(executable);
    say(`packed: ${relative(projectRoot, await archive(folder, runtime.source === 'fallback' ? '-test-only' : ''))}`);
  }
  if (runtime.source === 'fallback') {
    say(
      `This package holds Electron ${runtime.version}, which is old and has known holes: for tests only, never for users.`,
    );
  }
  console.log(relative(projectRoot, folder));
  return 0;
});
