import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';

/**
 * The arguments that make an Electron run this checkout. The fallback has the project built in as resources/app, a stock one takes
 * its path. Chromium refuses to run as root inside its sandbox; anybody else keeps the sandbox.
 * @param {string} folder of the runtime
 * @param {readonly string[]} [extra]
 */
export async function launchArguments(folder, extra = []) {
  const hasProject = await lstat(join(folder, 'resources', 'app')).then(
    () => true,
    () => false,
  );
  return [...(hasProject ? [] : [projectRoot]), ...sandboxArguments(), ...extra];
}

export function sandboxArguments() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
