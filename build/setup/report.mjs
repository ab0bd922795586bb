/** A foreseen failure of the set-up: its message says what to do, so it is shown without a stack. */
export class SetupFailure extends Error {}

/** Progress goes to stderr: stdout is kept for results that other programs read. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {number} startedAt a `performance.now()` */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Announces a step that takes long enough to wonder, and says at its end how long it took.
 * @template Value
 * @param {string} name
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function longStep(name, work) {
  const startedAt = performance.now();
  say(`set-up: ${name} ...`);
  const value = await work();
  say(`set-up: ${name}: done in ${secondsSince(startedAt)}`);
  return value;
}

/**
 * Shows how far a transfer is: one moving line on a terminal, a line each tenth elsewhere.
 * @param {string} name
 * @param {number} totalBytes
 */
export function createProgress(name, totalBytes) {
  const isTerminal = process.stderr.isTTY;
  let shownTenth = -1;
  return {
    /** @param {number} bytes */
    update(bytes) {
      const share = Math.min(1, bytes / totalBytes);
      const tenth = Math.floor(share * 10);
      const line = `set-up: ${name}: ${Math.floor(share * 100)} % (${inMegabytes(bytes, totalBytes)} MB)`;
      if (isTerminal) process.stderr.write(`\r${line}`);
      else if (tenth > shownTenth) say(line);
      shownTenth = tenth;
    },
    end() {
      if (isTerminal) process.stderr.write('\n');
    },
  };
}

/**
 * @param {number} bytes
 * @param {number} totalBytes
 */
function inMegabytes(bytes, totalBytes) {
  return `${(Math.min(bytes, totalBytes) / 1e6).toFixed(0)} of ${(totalBytes / 1e6).toFixed(0)}`;
}

/**
 * Runs a command's main function: a foreseen failure is one message, anything else keeps its stack; both exit non-zero.
 * @param {() => Promise<number | undefined>} main answers the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof SetupFailure) say(`\nset-up stopped: ${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  }
}
