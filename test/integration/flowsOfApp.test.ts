import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConnectionInput } from '#contract/connection.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { isListening } from '../support/isListening.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { RecordingServer } from '../support/recordingServer.ts';
import { PASSWORD } from '../support/steps.ts';

let folder: string;
let bench: HandlerBench;
let server: RecordingServer;
/** Called with the number of each token request, before it is answered. */
let onTokenRequest: (count: number) => void = () => undefined;

const DEVICE = {
  device_code: 'd',
  user_code: 'WDJB',
  verification_uri: 'https://domain.example/device',
  expires_in: 300,
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flows-'));
  bench = createHandlerBench(folder);
  let asked = 0;
  server = await startRecordingServer(({ path }, response) => {
    const json = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (path === '/oauth2/v1/token') {
      asked += 1;
      onTokenRequest(asked);
      json(401, { error: 'invalid_client' });
    } else if (path === '/oauth2/v1/device') json(200, DEVICE);
    else json(404, {});
  });
  await value('vault.create', { password: PASSWORD, useOsKeyring: false });
});
afterEach(async () => {
  onTokenRequest = () => undefined;
  await bench.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function value(name: Parameters<HandlerBench['call']>[0], input?: unknown): Promise<unknown> {
  const result = await bench.call(name, input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function save(grant: ConnectionInput['grant']): Promise<string> {
  const connection: ConnectionInput = {
    ...{ name: 'One', domainUrl: server.origin, clientId: 'client', scope: 'api:read', grant },
    clientAuth: { method: 'client_secret_basic', secret: 'an example secret' },
    proxy: { mode: 'none' },
  };
  return z.object({ id: z.string() }).parse(await value('connections.save', { connection })).id;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

const eventsOf = (name: string): unknown[] =>
  bench.events.filter((event) => event.name === name).map(({ data }) => data);

describe('a locked vault', () => {
  it('ends a sign-in in the browser: nothing listens, and nothing is under way after the unlock', async () => {
    const connectionId = await save({ type: 'authorization_code' });
    const asked = bench.call('tokens.request', { connectionId, requestId: 'request-1' });
    await until(() => bench.opened.length > 0);
    const port = Number(new URL(new URL(bench.opened[0] ?? '').searchParams.get('redirect_uri') ?? '').port);
    expect(await isListening(port)).toBe(true);
    expect(await value('tokens.flows', { connectionId })).toMatchObject([{ requestId: 'request-1', waiting: {} }]);
    await value('vault.lock');
    expect(await asked).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
    expect(await isListening(port)).toBe(false);
    await value('vault.unlock', { password: PASSWORD });
    expect(await value('tokens.flows', { connectionId })).toEqual([]);
  });

  it('ends the waiting for a device code', async () => {
    const connectionId = await save({ type: 'device_code' });
    expect(await value('tokens.request', { connectionId, requestId: 'request-1' })).toMatchObject({ kind: 'pending' });
    expect(await value('tokens.flows', { connectionId })).toMatchObject([
      { waiting: { userCode: 'WDJB', verificationUri: DEVICE.verification_uri } },
    ]);
    await value('vault.lock');
    await until(() => eventsOf('flow.ended').length > 0);
    expect(eventsOf('flow.ended')).toMatchObject([{ requestId: 'request-1', error: { code: 'vault.locked' } }]);
    await value('vault.unlock', { password: PASSWORD });
    expect(await value('tokens.flows', { connectionId })).toEqual([]);
  });
});

describe('finding out the client authentication', () => {
  const METHODS = ['client_secret_basic', 'client_secret_post'];

  it('tells of each method as it begins and as it ends', async () => {
    const connectionId = await save({ type: 'client_credentials' });
    const probe = await value('connections.probeClientAuth', { connectionId, requestId: 'probe-1' });
    expect(probe).toMatchObject({ requests: 2, attempts: METHODS.map((method) => ({ method })) });
    const attempt = { verdict: 'refused', status: 401 };
    expect(eventsOf('probe.changed')).toMatchObject(
      METHODS.flatMap((method) => {
        const step = { connectionId, requestId: 'probe-1', method };
        return [step, { ...step, attempt: { ...attempt, method } }];
      }),
    );
    const hasEnded = eventsOf('probe.changed').map((step) => JSON.stringify(step).includes('attempt'));
    expect(hasEnded).toEqual([false, true, false, true]);
  });

  it('leaves nothing when it is cancelled midway', async () => {
    const connectionId = await save({ type: 'client_credentials' });
    onTokenRequest = (count) => {
      if (count === 2) void bench.call('tokens.cancel', { requestId: 'probe-1' });
    };
    const probe = await bench.call('connections.probeClientAuth', { connectionId, requestId: 'probe-1' });
    expect(probe).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await value('tokens.list', { connectionId })).toEqual([]);
    expect(await value('tokens.history', { connectionId })).toEqual([]);
    expect(server.received.filter(({ path }) => path === '/oauth2/v1/token')).toHaveLength(2);
    expect(eventsOf('probe.changed').at(-1)).toEqual({ connectionId, requestId: 'probe-1', method: METHODS[1] });
  });
});
