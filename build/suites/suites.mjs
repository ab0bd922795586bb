import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} needsApp whether a built app, an Electron and a display must be there
 * @property {RegExp} files which files below test/ belong to it
 * @property {string} tool the runner, in node_modules
 * @property {readonly string[]} args
 * @property {boolean} [inElectron] whether the runner runs on Electron's node instead of ours
 */

/** In the order of running: the quick ones first. @type {readonly Suite[]} */
export const SUITES = [
  vitest('unit', /^unit\/.*\.test\.tsx?$/, false),
  vitest('integration', /^integration\/.*\.test\.ts$/, true),
  { ...vitest('runtime', /^runtime\/.*\.test\.ts$/, true), inElectron: true },
  playwright('e2e'),
  playwright('security'),
];

/**
 * @param {string} name
 * @param {RegExp} files
 * @param {boolean} needsApp
 * @returns {Suite}
 */
function vitest(name, files, needsApp) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
  const args = ['run', '--config', 'build/config/vitest.config.ts', '--project', name, ...reporters];
  return { name, needsApp, files, tool: 'vitest/vitest.mjs', args };
}

/** @param {string} name @returns {Suite} */
function playwright(name) {
  const files = new RegExp(`^${name}/.*\\.spec\\.ts$`);
  const args = ['test', '--config', 'build/config/playwright.config.ts', '--project', name];
  return { name, needsApp: true, files, tool: '@playwright/test/cli.js', args };
}

/** Where a suite's report goes, relative to the project. @param {string} name */
export function reportFile(name) {
  return `test-results/${name}.json`;
}

/**
 * @param {Suite} suite
 * @param {string} root
 */
export async function hasTests(suite, root) {
  const folder = join(root, 'test');
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const names = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return names.some((name) => suite.files.test(name.replaceAll('\\', '/')));
}
