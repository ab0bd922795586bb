import { join } from 'node:path';
import { prepareBuild } from './build.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { hasDisplay } from './display.mjs';
import { prepareElectron } from './electronRuntime.mjs';
import { withLock } from './lock.mjs';
import { checkoutRuntime } from './paths.mjs';
import { say, secondsSince } from './report.mjs';
import { ELECTRON_LIBRARIES, VIRTUAL_DISPLAY, prepareSystemPackages } from './systemPackages.mjs';

/**
 * Everything between a fresh clone and a running app; each step does nothing when its result is there already.
 * Two commands started in one checkout take turns.
 * @param {readonly import('./systemPackages.mjs').OneOf[]} [alsoPackages]
 */
export function prepareApp(alsoPackages = []) {
  return prepared(async () => {
    const runtime = await runtimeWith([...(hasDisplay(process.env) ? [] : VIRTUAL_DISPLAY), ...alsoPackages]);
    await prepareBuild();
    return runtime;
  });
}

/**
 * node_modules and an Electron, for what runs on its node without the app.
 * @param {readonly import('./systemPackages.mjs').OneOf[]} alsoPackages
 */
export function prepareRuntime(alsoPackages) {
  return prepared(() => runtimeWith(alsoPackages));
}

/** @param {readonly import('./systemPackages.mjs').OneOf[]} alsoPackages */
async function runtimeWith(alsoPackages) {
  await prepareDependencies();
  await prepareSystemPackages([...ELECTRON_LIBRARIES, ...alsoPackages]);
  return prepareElectron();
}

/** node_modules alone, for what needs no window. */
export function prepareTools() {
  return prepared(prepareDependencies);
}

/**
 * @template Value
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
async function prepared(work) {
  const startedAt = performance.now();
  const value = await withLock(join(checkoutRuntime, 'setup.lock'), work);
  say(`set-up: ready in ${secondsSince(startedAt)}`);
  return value;
}
