import { access, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, hasCode, readJson } from './json.mjs';
import { isCommand, projectRoot } from './paths.mjs';
import { SetupFailure, longStep, runMain } from './report.mjs';
import { runNpm } from './run.mjs';

/** Makes node_modules what the lockfile says; until then no script may import anything but node's own modules. */
export async function prepareDependencies() {
  if (await isInstalled(projectRoot)) return;
  await refuseLink(projectRoot);
  await longStep('dependencies by the lockfile (npm ci)', async () => {
    const { code } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { show: 'on-stderr' });
    if (code !== 0) throw new SetupFailure(`npm ci failed (exit code ${code}); its own words are above.`);
  });
}

/**
 * `npm ci` empties the folder before it fills it. Behind a link that is a folder of somebody else, who may be using it now.
 * @param {string} root
 */
export async function refuseLink(root) {
  const folder = join(root, 'node_modules');
  const stats = await lstat(folder).catch(unlessPresent);
  if (stats?.isSymbolicLink() !== true) return;
  throw new SetupFailure(
    `${folder} is a link, and what it leads to is not what the lockfile says. Nothing was installed, because that would empty the folder for all who use it. Install where it leads to, or remove the link.`,
  );
}

/** @param {unknown} error */
function unlessPresent(error) {
  if (!hasCode(error, 'ENOENT')) throw error;
  return undefined;
}

/**
 * npm writes what it installed into a hidden lockfile, as its last act: an interrupted install has none, and one that answers
 * to another lockfile differs in versions or integrity.
 * @param {string} root
 */
export async function isInstalled(root) {
  const wanted = packagesOf(await readJson(join(root, 'package-lock.json')));
  const present = packagesOf(await readJson(join(root, 'node_modules', '.package-lock.json')));
  for (const [folder, entry] of Object.entries(wanted)) {
    if (folder === '' || (!(folder in present) && isOptional(entry))) continue;
    if (!(folder in present) || fieldsOf(present[folder])['integrity'] !== fieldsOf(entry)['integrity']) return false;
  }
  const checks = await Promise.allSettled(Object.keys(present).map((folder) => access(join(root, folder))));
  return Object.keys(present).length > 0 && checks.every((check) => check.status === 'fulfilled');
}

/** @param {unknown} lockfile */
function packagesOf(lockfile) {
  return fieldsOf(fieldsOf(lockfile)['packages']);
}

/** Packages for other platforms are optional and rightly absent. @param {unknown} entry */
function isOptional(entry) {
  return fieldsOf(entry)['optional'] === true;
}

if (isCommand(import.meta.url)) await runMain(() => prepareDependencies().then(() => 0));
