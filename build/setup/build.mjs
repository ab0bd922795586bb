import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareDependencies } from './dependencies.mjs';
import { hasCode } from './json.mjs';
import { isCommand, projectRoot } from './paths.mjs';
import { SetupFailure, longStep, runMain } from './report.mjs';
import { runTool } from './run.mjs';

const SOURCES = [
  'main',
  'preload',
  'renderer',
  'package.json',
  'package-lock.json',
  'build/config/electron.vite.config.ts',
];
const STAMP = join(projectRoot, 'out', '.sources');

/** Builds out/ unless it was built from exactly these sources. */
export async function prepareBuild() {
  const sources = await digestOf(projectRoot, SOURCES);
  if ((await readFile(STAMP, 'utf8').catch(emptyIfAbsent)) !== sources) await build(sources);
}

/** @param {string} sources */
async function build(sources) {
  // The stamp goes first: an interrupted build must not pass for a whole one.
  await rm(STAMP, { force: true });
  await longStep('building the app', async () => {
    const config = ['--config', 'build/config/electron.vite.config.ts', '--logLevel', 'warn'];
    const { code, stdout, stderr } = await runTool('electron-vite/bin/electron-vite.js', ['build', ...config]);
    if (code !== 0) throw new SetupFailure(`the build failed:\n${stdout}${stderr}`);
  });
  await writeFile(STAMP, sources);
}

/**
 * A digest of names and content: a checkout of another commit changes it, a touched file does not.
 * @param {string} root
 * @param {readonly string[]} names files and folders
 */
export async function digestOf(root, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const file of await filesOf(join(root, name))) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {Promise<string[]>} sorted; the path itself when it is a file */
async function filesOf(path) {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOTDIR')) return [path];
    throw error;
  }
}

/** @param {unknown} error */
function emptyIfAbsent(error) {
  if (hasCode(error, 'ENOENT')) return '';
  throw error;
}

if (isCommand(import.meta.url)) {
  await runMain(async () => {
    await prepareDependencies();
    await build(await digestOf(projectRoot, SOURCES));
    return 0;
  });
}
