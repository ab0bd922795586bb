import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../../build/setup/build.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-test-'));
  await mkdir(join(root, 'main/core'), { recursive: true });
  await writeFile(join(root, 'main/core/a.ts'), 'a');
  await writeFile(join(root, 'package.json'), '{}');
});

afterEach(() => rm(root, { recursive: true }));

const digest = (): Promise<string> => digestOf(root, ['main', 'package.json']);

test('a touched file needs no build', async () => {
  const before = await digest();
  await utimes(join(root, 'main/core/a.ts'), 1, 1);
  expect(await digest()).toBe(before);
});

test('a changed, added, moved or removed file needs one', async () => {
  const digests = [await digest()];
  await writeFile(join(root, 'main/core/a.ts'), 'b');
  digests.push(await digest());
  await writeFile(join(root, 'main/core/c.ts'), 'b');
  digests.push(await digest());
  await rename(join(root, 'main/core/c.ts'), join(root, 'main/core/d.ts'));
  digests.push(await digest());
  await rm(join(root, 'package.json'));
  await writeFile(join(root, 'package.json'), '{ }');
  digests.push(await digest());
  expect(new Set(digests).size).toBe(5);
});
