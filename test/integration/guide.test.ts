import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Guide } from '#contract/guide.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { RecordingServer } from '../support/recordingServer.ts';

const PASSWORD = 'correct horse battery staple 42';
const SECRET = 'planted-client-secret';

let server: RecordingServer;
let folder: string;
let bench: HandlerBench;
let ask: Ask;
let connectionId: string;

beforeAll(async () => {
  server = await startRecordingServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    const tokens = { access_token: 'planted-access', refresh_token: 'planted-refresh' };
    response.end(JSON.stringify({ ...tokens, token_type: 'Bearer', expires_in: 3600 }));
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guide-'));
  bench = createHandlerBench(join(folder, 'vault'));
  ask = createAsk(bench);
  await ask('vault.create', { password: PASSWORD, useOsKeyring: false });
  const saved = await ask('connections.save', {
    connection: {
      name: 'TEST',
      endpoints: { token: `${server.origin}/token` },
      clientId: 'client',
      clientAuth: { method: 'client_secret_basic', secret: SECRET },
      grant: { type: 'password', username: 'jo', password: 'planted-password' },
      scope: 'read offline_access',
    },
  });
  connectionId = saved.id;
});
afterEach(async () => {
  await bench.dispose();
  await rm(folder, { recursive: true });
});

const guide = (): Promise<Guide> => ask('guide.get', { grant: 'password', connectionId });
const tickedIn = ({ steps }: Guide): string[] =>
  steps.flatMap(({ id, tickedAt }) => (tickedAt === undefined ? [] : id));
const tick = (stepId: 'client.grant' | 'client.register', done = true): Promise<unknown> =>
  ask('guide.setDone', { connectionId, stepId, done });

it('sees in a recorded exchange what the token proves, and hands out no secret', async () => {
  const before = await guide();
  expect(before.steps.find(({ id }) => id === 'client.grant')?.seen).toBeUndefined();
  expect(await ask('tokens.request', { connectionId })).toMatchObject({ kind: 'issued' });
  const after = await guide();
  const seen = (id: string): string | undefined => after.steps.find((step) => step.id === id)?.seen?.evidence;
  expect(seen('client.grant')).toBe('A token was issued with these settings.');
  expect(seen('client.scope')).toBe('A token was issued with these settings.');
  expect(seen('user.account')).toBe('A token was issued with these settings.');
  expect(seen('client.refresh')).toBe('The last token came with a refresh token.');
  expect(JSON.stringify(after)).not.toContain('planted');
});

it('keeps ticks over a lock, also two that were set at the same time', async () => {
  await Promise.all([tick('client.grant'), tick('client.register')]);
  await ask('vault.lock', undefined);
  expect(await bench.call('guide.get', { grant: 'password', connectionId })).toMatchObject({
    ok: false,
    error: { code: 'vault.locked' },
  });
  await ask('vault.unlock', { password: PASSWORD });
  expect(tickedIn(await guide())).toEqual(['client.register', 'client.grant']);
  await tick('client.grant', false);
  expect(tickedIn(await guide())).toEqual(['client.register']);
});

it('leaves ticks behind when the connection goes to somebody else in a capsule', async () => {
  await tick('client.grant');
  bench.dialogs.choose(join(folder, 'one.oavault'));
  await ask('vault.exportCapsule', { password: PASSWORD, connectionIds: [connectionId] });
  await ask('connections.remove', { id: connectionId });
  const { importId } = await ask('vault.importCapsule', { password: PASSWORD });
  expect(await ask('vault.applyCapsule', { importId, choices: [] })).toMatchObject({ added: 1 });
  expect(tickedIn(await guide())).toEqual([]);
});
