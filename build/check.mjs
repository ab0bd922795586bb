import { prepareTools } from './setup/prepare.mjs';
import { runMain, say, secondsSince } from './setup/report.mjs';
import { runTool } from './setup/run.mjs';

/** @typedef {{ name: string, tool: string, args: readonly string[] }} Check */

/** @type {readonly Check[]} */
const CHECKS = [
  ...['main', 'preload', 'renderer', 'test', 'build'].map((folder) => ({
    name: `types of ${folder}/`,
    tool: 'typescript/bin/tsc',
    args: ['-p', folder],
  })),
  { name: 'lint', tool: 'eslint/bin/eslint.js', args: ['.'] },
  { name: 'format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
  {
    name: 'unused code and packages',
    tool: 'knip/bin/knip.js',
    args: ['--config', 'build/config/knip.json', '--no-progress'],
  },
  {
    name: 'architecture',
    tool: 'vitest/vitest.mjs',
    args: ['run', '--config', 'build/config/vitest.config.ts', '--project', 'architecture'],
  },
];

/** @param {Check} check @returns {Promise<boolean>} */
async function passes({ name, tool, args }) {
  const startedAt = performance.now();
  const { code, stdout, stderr } = await runTool(tool, args);
  say(`check: ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${secondsSince(startedAt)}`);
  if (code !== 0) say(`${stdout}${stderr}`.trimEnd());
  return code === 0;
}

/** Two at a time: these tools use one core each. @param {readonly Check[]} checks */
async function runAll(checks) {
  const queue = [...checks];
  const failed = /** @type {string[]} */ ([]);
  const work = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      if (!(await passes(check))) failed.push(check.name);
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}

await runMain(async () => {
  await prepareTools();
  const failed = await runAll(CHECKS);
  console.log(failed.length === 0 ? `${CHECKS.length} checks passed` : `checks failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});
