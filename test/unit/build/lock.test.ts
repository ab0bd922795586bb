import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../../build/setup/lock.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-test-'));
});

afterEach(() => rm(root, { recursive: true }));

test('two takers do their work one after the other', async () => {
  const events: string[] = [];
  const take = (name: string): Promise<void> =>
    withLock(join(root, 'lock'), async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} out`);
    });
  await Promise.all([take('one'), take('two')]);
  expect(events.map((event) => event.split(' ')[1])).toEqual(['in', 'out', 'in', 'out']);
});

test('a lock whose holder died does not hold anybody up', async () => {
  await writeFile(join(root, 'lock'), '');
  await utimes(join(root, 'lock'), 1, 1);
  expect(await withLock(join(root, 'lock'), () => Promise.resolve('done'))).toBe('done');
});

test('work that fails gives the lock back', async () => {
  await expect(withLock(join(root, 'lock'), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(await readdir(root)).toEqual([]);
});
