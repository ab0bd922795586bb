import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { slotsOfAllFiles } from '../support/vault/slotsOfFiles.ts';

const PASSWORD = 'a vault password';
const OWN = 'of who sat down at it';

let folder: string;
let bench: HandlerBench;
let ask: Ask;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-proof-'));
  bench = createHandlerBench(join(folder, 'vault'));
  ask = createAsk(bench);
  await ask('vault.create', { password: PASSWORD, useOsKeyring: false });
  await ask('connections.save', {
    connection: {
      name: 'Reports',
      domainUrl: 'https://idcs-1.identity.oraclecloud.com',
      clientId: 'app',
      clientAuth: { method: 'client_secret_basic', secret: 'planted-secret' },
      grant: { type: 'client_credentials' },
      scope: '',
    },
  });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 });
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.dispose();
  await rm(folder, { recursive: true });
});

/** What would make the proof of an old way in needless, or take every secret along. */
const CALLS = [
  ['vault.setSlot', { type: 'password', enabled: true, password: OWN }],
  ['vault.setSlot', { type: 'both', enabled: true, password: OWN }],
  ['vault.setSlot', { type: 'recovery', enabled: true }],
  ['vault.setSlot', { type: 'os', enabled: true }],
  ['vault.exportCapsule', { password: OWN }],
] as const;

it('lets nobody who sits down at an open vault make a way in, or take its secrets along', async () => {
  const vault = join(folder, 'vault');
  const before = await slotsOfAllFiles(vault);
  bench.dialogs.choose(join(folder, 'taken.oavault'));
  for (const [name, input] of CALLS) {
    expect(await bench.call(name, input), name).toMatchObject({ error: { code: 'vault.reauthenticate' } });
  }
  expect(await bench.call('vault.setSlot', { type: 'password', enabled: false })).toMatchObject({
    error: { code: 'vault.reauthenticate' },
  });
  expect(await slotsOfAllFiles(vault)).toEqual(before);
  expect(await bench.call('vault.unlock', { password: OWN })).toMatchObject({
    error: { code: 'vault.wrong-password' },
  });
});

it('lets who proves to be the owner', async () => {
  await ask('vault.unlock', { password: PASSWORD });
  bench.dialogs.choose(join(folder, 'kept.oavault'));
  for (const [name, input] of CALLS) expect(await bench.call(name, input), name).toMatchObject({ ok: true });
});

it('sets aside a vault that can be opened only when the person agrees outside of the page', async () => {
  const fresh = { password: OWN, useOsKeyring: false, startFresh: true };
  const answers: boolean[] = [];
  bench.onSetAsideQuestion(() => answers.shift() ?? false);
  await ask('vault.lock', undefined);
  const before = await readdir(join(folder, 'vault'));
  expect(await bench.call('vault.create', fresh)).toMatchObject({ error: { code: 'cancelled' } });
  expect(await readdir(join(folder, 'vault'))).toEqual(before);
  answers.push(true);
  await ask('vault.create', fresh);
  expect(await ask('connections.list', undefined)).toEqual([]);

  const aside = (await readdir(join(folder, 'vault'))).find((name) => name.startsWith('set-aside-')) ?? '';
  bench.dialogs.choose(join(folder, 'vault', aside, 'vault.json'));
  const { copyId } = await ask('vault.openCopy', { password: PASSWORD });
  await ask('vault.adoptCopy', { copyId });
  await ask('vault.unlock', { password: PASSWORD });
  expect(await ask('connections.list', undefined)).toMatchObject([{ name: 'Reports' }]);
});

it('sets aside without a question only a vault that cannot be opened, and never an open one', async () => {
  const fresh = { password: OWN, useOsKeyring: false, startFresh: true };
  const exists = { error: { code: 'vault.exists' } };
  bench.onSetAsideQuestion(() => {
    throw new Error('This is not a question for the person.');
  });
  expect(await bench.call('vault.create', fresh)).toMatchObject(exists);
  await ask('vault.lock', undefined);
  await rm(join(folder, 'vault', 'vault.json'));
  expect(await bench.call('vault.create', { ...fresh, startFresh: false })).toMatchObject({
    error: { code: 'vault.missing-file' },
  });
  await ask('vault.create', fresh);
  expect(await ask('connections.list', undefined)).toEqual([]);
  expect(await readdir(join(folder, 'vault'))).toContainEqual(expect.stringMatching(/^set-aside-/));
});
