import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withDisplay } from './setup/display.mjs';
import { readJson } from './setup/json.mjs';
import { projectRoot } from './setup/paths.mjs';
import { prepareApp, prepareTools } from './setup/prepare.mjs';
import { SetupFailure, runMain, say, secondsSince } from './setup/report.mjs';
import { runTool } from './setup/run.mjs';
import {
  BROWSER,
  CERTIFICATES,
  DESKTOP,
  KEYRING,
  VIRTUAL_DISPLAY,
  prepareSystemPackages,
} from './setup/systemPackages.mjs';
import { SUITES, hasTests, reportFile } from './suites/suites.mjs';
import { sumOf, summaryLine, tallyOf } from './suites/tally.mjs';

/** @param {readonly string[]} names none means all */
function chosen(names) {
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown === undefined) return SUITES.filter((suite) => names.length === 0 || names.includes(suite.name));
  throw new SetupFailure(`there is no suite "${unknown}"; there are: ${SUITES.map((suite) => suite.name).join(', ')}`);
}

/**
 * @param {import('./suites/suites.mjs').Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [electron] the executable
 */
async function runSuite(suite, env, electron) {
  if (!(await hasTests(suite, projectRoot))) {
    say(`\n${suite.name}: no tests yet`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const startedAt = performance.now();
  say(`\n${suite.name}: running`);
  const report = join(projectRoot, reportFile(suite.name));
  await rm(report, { force: true });
  const suiteEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const place = { env: suiteEnv, electron: suite.inElectron === true ? electron : undefined };
  const { code } = await runTool(suite.tool, suite.args, { ...place, show: 'all' });
  const tally = tallyOf(await readJson(report), code);
  if (tally.problem !== undefined) say(`${suite.name}: ${tally.problem}`);
  say(`${suite.name}: ${summaryLine(tally)} in ${secondsSince(startedAt)}`);
  return tally;
}

/**
 * @param {readonly import('./suites/suites.mjs').Suite[]} suites
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [electron]
 */
async function runSuites(suites, env, electron) {
  const tallies = [];
  for (const suite of suites) tallies.push(await runSuite(suite, env, electron));
  return sumOf(tallies);
}

await runMain(async () => {
  const suites = chosen(process.argv.slice(2));
  const sum = await (suites.some((suite) => suite.needsApp) ? runWithApp(suites) : runWithTools(suites)).catch(
    nothingRan,
  );
  console.log(`\n${summaryLine(sum)}`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
});

/** @param {readonly import('./suites/suites.mjs').Suite[]} suites */
async function runWithTools(suites) {
  await prepareTools();
  await prepareSystemPackages(CERTIFICATES);
  return runSuites(suites, process.env);
}

/** ELECTRON_OVERRIDE_DIST_PATH makes `electron`, electron-vite and Playwright take our runtime. @param {readonly import('./suites/suites.mjs').Suite[]} suites */
async function runWithApp(suites) {
  const packages = [VIRTUAL_DISPLAY, KEYRING, DESKTOP, CERTIFICATES, BROWSER].flat();
  const { folder, executable } = await prepareApp(packages);
  return withDisplay(process.env, (env) =>
    runSuites(suites, { ...env, ELECTRON_OVERRIDE_DIST_PATH: folder }, executable),
  );
}

/** The last line is a summary whatever happens: a set-up that stopped is one failure. @param {unknown} error */
function nothingRan(error) {
  if (!(error instanceof SetupFailure)) throw error;
  say(`\nset-up stopped: ${error.message}`);
  return { passed: 0, failed: 1, skipped: 0 };
}
