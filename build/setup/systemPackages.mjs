import { SetupFailure, longStep } from './report.mjs';
import { run } from './run.mjs';

/** Debian 13 and Ubuntu 24.04 renamed some libraries for 64-bit time: any one name of an entry will do. */
/** @typedef {readonly string[]} OneOf */

/** What Electron loads at its start. @type {readonly OneOf[]} */
export const ELECTRON_LIBRARIES = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
];

/** @type {readonly OneOf[]} */
export const VIRTUAL_DISPLAY = [['xvfb'], ['xauth']];

/** The tests use a real keyring on a private session bus. @type {readonly OneOf[]} */
export const KEYRING = [['dbus'], ['gnome-keyring']];

/** The tests put a desktop together from them: notifications, the signals of logind, another program at the clipboard. @type {readonly OneOf[]} */
export const DESKTOP = [['dunst'], ['libglib2.0-bin'], ['python3-gi'], ['xclip']];

/** The tests make their certificates and keys with it. @type {readonly OneOf[]} */
export const CERTIFICATES = [['openssl']];

/** The tests sign in with it as a person does. @type {readonly OneOf[]} */
export const BROWSER = [['chromium', 'chromium-browser']];

/**
 * Installs what is missing: by apt as root on Debian and its children, else says which packages to install.
 * A system without dpkg is not judged here; Electron itself names the library that it misses.
 * @param {readonly OneOf[]} wanted
 */
export async function prepareSystemPackages(wanted) {
  if (process.platform !== 'linux') return;
  const { code, stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted.flat()]);
  if (code === 127) return;
  const missing = missingFrom(wanted, stdout);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = missing.map((names) => names[0]).join(' ');
    throw new SetupFailure(
      `system packages are missing. Install them and start again:\n  sudo apt-get install ${names}`,
    );
  }
  await install(missing);
}

/**
 * @param {readonly OneOf[]} wanted
 * @param {string} dpkgLines lines of "name status"
 */
export function missingFrom(wanted, dpkgLines) {
  const lines = dpkgLines.split('\n').map((line) => line.split(' '));
  const installed = new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name));
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {readonly OneOf[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {readonly string[]} */ ...args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  await longStep(`list of Debian packages (apt-get update)`, async () => {
    const { code, stderr } = await apt('update');
    if (code !== 0) throw new SetupFailure(`apt-get update failed: ${stderr.trim()}`);
  });
  const known = (await run('apt-cache', ['pkgnames'])).stdout.split('\n');
  const names = missing.map((names) => names.find((name) => known.includes(name)) ?? names[0] ?? '');
  await longStep(`system packages ${names.join(' ')} (apt-get install)`, async () => {
    const { code, stderr } = await apt('install', '-y', '--no-install-recommends', ...names);
    if (code !== 0) throw new SetupFailure(`apt-get install failed: ${stderr.trim()}`);
  });
}
