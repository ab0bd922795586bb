import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectRoot } from './paths.mjs';

/** @typedef {{ code: number, stdout: string, stderr: string }} Outcome */
/** @typedef {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: 'all' | 'on-stderr' | 'nothing', timeoutMs?: number }} RunOptions */

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program to its end. `show: 'all'` hands it the terminal, `'on-stderr'` keeps stdout free, `'nothing'` (default) captures.
 * With `timeoutMs` it is ended after that time.
 * A signal to us goes on to the program and we outlive it, so that locks, displays and half-made folders are cleared away.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>} code 127 when the program does not exist
 */
export function run(command, args, { env = process.env, cwd = projectRoot, show = 'nothing', timeoutMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: STDIO[show], timeout: timeoutMs });
    /** @type {Buffer[]} */
    const stdout = [];
    /** @type {Buffer[]} */
    const stderr = [];
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => stdout.push(chunk));
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => stderr.push(chunk));
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      // A terminal sends Ctrl+C to the whole group itself; many programs take a second one for "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const end = () => FORWARDED.forEach((signal) => process.off(signal, forward));
    child.on('error', (error) => {
      end();
      if ('code' in error && error.code === 'ENOENT')
        resolve({ code: 127, stdout: '', stderr: `${command}: not found` });
      else reject(error);
    });
    child.on('close', (code, signal) => {
      end();
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ code: exitCode, stdout: String(Buffer.concat(stdout)), stderr: String(Buffer.concat(stderr)) });
    });
  });
}

/** @type {Record<'all' | 'on-stderr' | 'nothing', import('node:child_process').StdioOptions>} */
const STDIO = { all: 'inherit', 'on-stderr': ['ignore', 2, 2], nothing: ['ignore', 'pipe', 'pipe'] };

/**
 * npm as it was started, so that the same version and configuration serve the set-up.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const cli = process.env['npm_execpath'] ?? '';
  if (cli.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/**
 * A tool of node_modules, by the file of its package that its `bin` names.
 * @param {string} script e.g. `vitest/vitest.mjs`
 * @param {readonly string[]} args
 * @param {RunOptions & { electron?: string | undefined }} [options] `electron` is the executable to run it on, as a node, with all it starts
 */
export function runTool(script, args, { electron, ...options } = {}) {
  const command = [`${projectRoot}/node_modules/${script}`, ...args];
  if (electron === undefined) return run(process.execPath, command, options);
  return run(electron, command, { ...options, env: { ...(options.env ?? process.env), ELECTRON_RUN_AS_NODE: '1' } });
}
