import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupFailure } from './report.mjs';

/** @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env) {
  if (process.platform !== 'linux') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/**
 * Runs the work with a display: the user's, or a virtual one (Xvfb) for just as long.
 * @template Value
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<Value>} work gets the environment that leads to the display
 * @returns {Promise<Value>}
 */
export async function withDisplay(env, work) {
  if (hasDisplay(env)) return work(env);
  const folder = await mkdtemp(join(tmpdir(), 'grantsmith-display-'));
  try {
    const authority = join(folder, 'authority');
    await writeFile(authority, authorityFile(), { mode: 0o600 });
    const { server, number } = await startServer(authority);
    try {
      return await work({ ...env, DISPLAY: `:${number}`, XAUTHORITY: authority });
    } finally {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The server itself picks a free number (-displayfd), so two runs cannot meet on one. It has a process group of its own: Ctrl+C
 * must reach the app first.
 * @param {string} authority
 * @returns {Promise<{ server: import('node:child_process').ChildProcess, number: string }>}
 */
function startServer(authority) {
  const args = ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp', '-auth', authority];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  let words = '';
  server.stderr?.on('data', (/** @type {Buffer} */ chunk) => (words += String(chunk)));
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => {
      reject(new SetupFailure(`the virtual display (Xvfb) did not start: ${reason}\nTo use a real one, set DISPLAY.`));
    };
    server.on('error', (error) => fail(error.message));
    server.on('exit', () => fail(words.trim()));
    server.stdio[3]?.once('data', (/** @type {Buffer} */ chunk) => {
      resolve({ server, number: String(chunk).trim() });
    });
  });
}

/**
 * One Xauthority record: any host (family 0xffff), any display, a random cookie. Without it every local user could read the
 * window and type into it. Fields are big-endian 16-bit lengths followed by bytes (Xau(3)).
 */
function authorityFile() {
  const field = (/** @type {string | Buffer} */ value) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  };
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    field(''),
    field(''),
    field('MIT-MAGIC-COOKIE-1'),
    field(randomBytes(16)),
  ]);
}
