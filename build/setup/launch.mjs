import { projectRoot } from './paths.mjs';

/**
 * The arguments that make an Electron run this checkout. Chromium refuses to run as root inside its sandbox; anybody else keeps
 * the sandbox.
 * @param {readonly string[]} [extra]
 */
export function launchArguments(extra = []) {
  return [projectRoot, ...sandboxArguments(), ...extra];
}

export function sandboxArguments() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
