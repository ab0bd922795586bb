import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled, refuseLink } from '../../../build/setup/dependencies.mjs';

const WANTED = {
  '': { name: 'project' },
  'node_modules/needed': { integrity: 'sha512-one' },
  'node_modules/other-platform': { integrity: 'sha512-two', optional: true },
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-test-'));
  await mkdir(join(root, 'node_modules/needed'), { recursive: true });
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: WANTED }));
});

afterEach(() => rm(root, { recursive: true }));

function putInstalled(packages: Record<string, unknown>): Promise<void> {
  return writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

test('what the lockfile says is installed, without the packages of other platforms', async () => {
  await putInstalled({ 'node_modules/needed': { integrity: 'sha512-one' } });
  expect(await isInstalled(root)).toBe(true);
});

test('an install that did not reach its end is not taken', async () => {
  expect(await isInstalled(root)).toBe(false);
});

test.each([
  ['another version', { 'node_modules/needed': { integrity: 'sha512-older' } }],
  ['a package too few', {}],
  ['a folder that is gone', { 'node_modules/needed': { integrity: 'sha512-one' }, 'node_modules/gone': {} }],
])('%s means: install again', async (_, packages) => {
  await putInstalled(packages);
  expect(await isInstalled(root)).toBe(false);
});

test('a folder of packages that is a link to one of somebody else is never installed into', async () => {
  await expect(refuseLink(root)).resolves.toBeUndefined();
  await rename(join(root, 'node_modules'), join(root, 'elsewhere'));
  await expect(refuseLink(root)).resolves.toBeUndefined();
  await symlink(join(root, 'elsewhere'), join(root, 'node_modules'));
  await expect(refuseLink(root)).rejects.toThrow(/is a link/);
});
