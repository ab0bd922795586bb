import { mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode } from './json.mjs';
import { say } from './report.mjs';

const BEAT_MS = 1000;

/**
 * Lets one process at a time do the work. The holder touches the file each second, so a lock whose holder died is known by its age
 * (a process id would not do: it may be reused, or belong to another container). The lock saves double work; what must not
 * be seen half-made is safe by rename, even if two processes should both believe that they hold it.
 * @template Value
 * @param {string} file
 * @param {() => Promise<Value>} work
 * @param {{ staleAfterMs?: number }} [options]
 * @returns {Promise<Value>}
 */
export async function withLock(file, work, { staleAfterMs = 10 * BEAT_MS } = {}) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  for (let told = false; !(await take(file)); told = true) {
    if (!told) say('set-up: another process is at it, waiting for it ...');
    if (await isStale(file, staleAfterMs)) await rm(file, { force: true });
    else await pause(200);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => clearInterval(beat));
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function take(file) {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {number} staleAfterMs
 */
async function isStale(file, staleAfterMs) {
  try {
    return Date.now() - (await stat(file)).mtimeMs > staleAfterMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
