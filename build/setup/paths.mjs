import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The checkout that these scripts belong to. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What this checkout alone holds and git ignores. */
export const checkoutRuntime = join(projectRoot, '.runtime');

/**
 * What all checkouts of one user share, outside every tree (XDG base directory specification).
 * @param {NodeJS.ProcessEnv} env
 */
export function sharedCache(env) {
  const base = env['XDG_CACHE_HOME'] ?? '';
  return join(base.startsWith('/') ? base : join(homedir(), '.cache'), 'grantsmith');
}

/** True when the module is the command itself, not an import. @param {string} moduleUrl */
export function isCommand(moduleUrl) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}
