import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDisk } from '../../main/vault/disk/disk.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import { createGatedDisk } from '../support/vault/gatedDisk.ts';
import type { GatedDisk } from '../support/vault/gatedDisk.ts';

const password = 'correct horse battery staple 42';

let folder: string;
let server: RunningServer;
let disk: GatedDisk;
let bench: HandlerBench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-shown-'));
  server = await startRecordingServer(({ body }, response) => {
    const refresh = body.includes('offline_access') ? { refresh_token: 'refresh-1' } : {};
    const reply = { access_token: 'access-1', token_type: 'Bearer', expires_in: 3600, ...refresh };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  disk = createGatedDisk(createDisk());
  bench = createHandlerBench(folder, { vault: { disk } });
  await bench.call('vault.create', { password, useOsKeyring: false });
});
afterEach(async () => {
  await bench.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function saveConnection(scope: string): Promise<string> {
  const connection = {
    name: scope,
    endpoints: { token: `${server.origin}/token` },
    clientId: 'client',
    clientAuth: { method: 'client_secret_basic', secret: 'secret' },
    grant: { type: 'client_credentials' },
    scope,
  };
  expect(await bench.call('connections.save', { connection })).toMatchObject({ ok: true });
  return bench.vault.entries('connection')[0]?.id ?? '';
}

/** What a new start finds. */
async function tokensOnDisk(): Promise<number> {
  await bench.dispose();
  bench = createHandlerBench(folder);
  await bench.call('vault.unlock', { password });
  return bench.vault.entries('token').length;
}

it('a token that can be had again is shown before the disk has it, and is there after a quit', async () => {
  const connectionId = await saveConnection('api');
  disk.hold();
  const result = await bench.call('tokens.request', { connectionId });
  expect(result).toMatchObject({ ok: true, value: { kind: 'issued', token: { accessToken: 'access-1' } } });
  expect(await bench.call('tokens.list', { connectionId })).toMatchObject({ value: [{ tokenType: 'Bearer' }] });
  disk.release();
  expect(await tokensOnDisk()).toBe(1);
});

it('a refresh token is on the disk before its token is shown', async () => {
  const connectionId = await saveConnection('api offline_access');
  disk.hold();
  const waits = disk.waits();
  let isShown = false;
  const request = bench.call('tokens.request', { connectionId }).then((result) => {
    isShown = true;
    return result;
  });
  await waits;
  await setImmediate();
  expect(isShown).toBe(false);
  disk.release();
  expect(await request).toMatchObject({ ok: true, value: { kind: 'issued', token: { refreshToken: true } } });
  expect(await tokensOnDisk()).toBe(1);
});

it('a token that was shown and could not be saved is told of, and saved by trying again', async () => {
  const connectionId = await saveConnection('api');
  disk.hold();
  const waits = disk.waits();
  expect(await bench.call('tokens.request', { connectionId })).toMatchObject({ ok: true });
  await waits;
  disk.release('broken');
  expect(await bench.call('vault.retrySave')).toMatchObject({ ok: true });
  expect(JSON.stringify(bench.events)).toContain('"unsaved":"Not saved');
  expect(await tokensOnDisk()).toBe(1);
});
