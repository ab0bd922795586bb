import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareElectron } from '../../../build/setup/electronRuntime.mjs';

let root: string;
let asked: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grantsmith-test-'));
  asked = [];
  await mkdir(join(root, 'node_modules/electron'), { recursive: true });
  await writeFile(join(root, 'node_modules/electron/package.json'), '{"version":"45.0.0"}');
});

afterEach(() => rm(root, { recursive: true }));

async function putInstalled({ version = '45.0.0', isWhole = true } = {}): Promise<void> {
  await mkdir(join(root, 'node_modules/electron/dist'), { recursive: true });
  await writeFile(join(root, 'node_modules/electron/dist/electron'), '');
  await writeFile(join(root, 'node_modules/electron/dist/version'), version);
  if (isWhole) await writeFile(join(root, 'node_modules/electron/path.txt'), 'electron');
}

interface World {
  env?: NodeJS.ProcessEnv;
  platform?: string;
  isFallbackCached?: boolean;
  download?: () => Promise<string | undefined>;
}

/** A machine with nothing but what the test puts there; downloads fail unless the test says otherwise. */
function prepare(world: World = {}): ReturnType<typeof prepareElectron> {
  const {
    env = {},
    platform = 'linux-x64',
    isFallbackCached = false,
    download = () => Promise.resolve('out of reach'),
  } = world;
  return prepareElectron({
    env,
    platform,
    projectRoot: root,
    cache: join(root, 'cache'),
    checkout: join(root, '.runtime'),
    downloadInstalled: () => {
      asked.push('download');
      return download();
    },
    isFallbackCached: () => Promise.resolve(isFallbackCached),
    prepareFallback: () => {
      asked.push('fallback');
      return Promise.resolve({ pristine: join(root, 'pristine'), folder: join(root, 'folder') });
    },
  });
}

describe.skipIf(process.platform !== 'linux')('the order of the sources', () => {
  test('the folder that the user names comes before an installed one', async () => {
    await putInstalled();
    await mkdir(join(root, 'named'));
    await writeFile(join(root, 'named/electron'), '');
    await writeFile(join(root, 'named/version'), 'v44.1.0\n');
    const runtime = await prepare({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'named') } });
    expect(runtime).toMatchObject({ source: 'override', folder: join(root, 'named'), version: '44.1.0' });
    expect(asked).toEqual([]);
  });

  test('a named folder without an Electron is said, not passed over', async () => {
    await putInstalled();
    await expect(prepare({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'typo') } })).rejects.toThrow(/typo/);
  });

  test('an installed one is taken without any download', async () => {
    await putInstalled();
    expect(await prepare()).toMatchObject({ source: 'installed', version: '45.0.0' });
    expect(asked).toEqual([]);
  });

  test.each([{ isWhole: false }, { version: '44.0.0' }])(
    'an installed one that is not right (%o) is downloaded',
    async (state) => {
      await putInstalled(state);
      const download = (): Promise<undefined> => putInstalled().then(() => undefined);
      expect(await prepare({ download })).toMatchObject({ source: 'installed', version: '45.0.0' });
      expect(asked).toEqual(['download']);
    },
  );

  test('the fallback comes last', async () => {
    expect(await prepare()).toMatchObject({ source: 'fallback', folder: join(root, 'folder') });
    expect(asked).toEqual(['download', 'fallback']);
  });

  test('another platform has no fallback and is told what helps', async () => {
    await expect(prepare({ platform: 'darwin-arm64' })).rejects.toThrow(
      /ELECTRON_MIRROR .* ELECTRON_OVERRIDE_DIST_PATH/,
    );
    expect(asked).toEqual(['download']);
  });

  test('a download that failed is left alone for a day while the fallback serves, then tried again', async () => {
    await prepare();
    await prepare({ isFallbackCached: true });
    expect(asked).toEqual(['download', 'fallback', 'fallback']);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(join(root, 'cache/electron-45.0.0.unreachable'), yesterday, yesterday);
    await prepare({ isFallbackCached: true });
    expect(asked).toEqual(['download', 'fallback', 'fallback', 'download', 'fallback']);
  });
});
