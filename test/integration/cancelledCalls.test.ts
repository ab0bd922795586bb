import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallName } from '#contract/api.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { Received, RecordingServer } from '../support/recordingServer.ts';

let server: RecordingServer;
/** Requests that the server has read and not answered yet. */
let held: { request: Received; response: ServerResponse }[];
let isHolding: boolean;
let issuedCount: number;
let folder: string;
let bench: HandlerBench;
let ask: Ask;

beforeAll(async () => {
  server = await startRecordingServer((request, response) => {
    if (isHolding) held.push({ request, response });
    else answerTo(request, response);
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  held = [];
  isHolding = false;
  issuedCount = 0;
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-cancel-'));
  bench = createHandlerBench(folder);
  ask = createAsk(bench);
  await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
});
afterEach(async () => {
  await bench.dispose();
  await rm(folder, { recursive: true });
});

function answerTo({ path }: Received, response: ServerResponse): void {
  response.setHeader('Content-Type', 'application/json');
  issuedCount += 1;
  const reply = {
    access_token: `access-${issuedCount}`,
    refresh_token: `refresh-${issuedCount}`,
    token_type: 'Bearer',
    expires_in: 3600,
  };
  response.end(JSON.stringify(path.endsWith('/token') ? reply : { active: true, sub: 'jane' }));
}

async function connect(grant: ConnectionInput['grant']): Promise<string> {
  const connection: ConnectionInput = {
    name: 'Slow',
    domainUrl: server.origin,
    clientId: 'app',
    clientAuth: { method: 'none' },
    grant,
    scope: 'openid',
    proxy: { mode: 'none' },
  };
  return (await ask('connections.save', { connection })).id;
}

const PASSWORD_GRANT = { type: 'password', username: 'jane', password: 'pass' } as const;

async function signIn(): Promise<{ connectionId: string; tokenId: string }> {
  const connectionId = await connect(PASSWORD_GRANT);
  const outcome = await ask('tokens.request', { connectionId });
  if (outcome.kind !== 'issued') throw new Error('refused');
  return { connectionId, tokenId: outcome.token.id };
}

const changes = (): number => bench.events.filter(({ name }) => name === 'tokens.changed').length;

/** Begins a call, waits until the server has it, and cancels it; what the caller was told. */
async function cancelInFlight(name: CallName, input: object) {
  isHolding = true;
  const asked = bench.call(name, { ...input, requestId: 'mine' });
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(await bench.call('tokens.cancel', { requestId: 'mine' })).toEqual({ ok: true, value: { cancelled: true } });
  return asked;
}

function release(): void {
  isHolding = false;
  for (const { request, response } of held) answerTo(request, response);
}

describe('a cancelled request that spends a refresh token', () => {
  it('goes on, and the page is told when it has ended', async () => {
    const { tokenId } = await signIn();
    expect(await cancelInFlight('tokens.refresh', { tokenId })).toMatchObject({ error: { code: 'cancelled' } });
    const before = changes();
    release();
    await vi.waitFor(() => expect(changes()).toBeGreaterThan(before));
    expect(await ask('tokens.get', { tokenId })).toMatchObject({ accessToken: 'access-2', refreshCount: 1 });
  });

  it('does so for a connection that begins with a refresh token, too', async () => {
    const connectionId = await connect({ type: 'refresh_token', refreshToken: 'refresh-0' });
    const cancelled = await cancelInFlight('tokens.request', { connectionId });
    expect(cancelled).toMatchObject({ error: { code: 'cancelled' } });
    const before = changes();
    release();
    await vi.waitFor(() => expect(changes()).toBeGreaterThan(before));
    expect(await ask('tokens.list', { connectionId })).toHaveLength(1);
  });
});

describe('a cancelled inquiry', () => {
  it.each(['tokens.introspect', 'tokens.revoke', 'tokens.userinfo'] as const)(
    '%s ends, request and all',
    async (name) => {
      const { tokenId } = await signIn();
      expect(await cancelInFlight(name, { tokenId })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      await vi.waitFor(() => expect(held[0]?.response.destroyed).toBe(true));
      expect(await bench.call('tokens.cancel', { requestId: 'mine' })).toMatchObject({ value: { cancelled: false } });
    },
  );
});
