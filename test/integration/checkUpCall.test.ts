import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckUpStepId } from '#contract/checkUp.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { makeCanary } from '../support/canary.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { startRawServer } from '../support/recordingServer.ts';

describe('the call of a check-up', () => {
  const secret = makeCanary('client secret').replaceAll(/[^\w-]/g, '-');
  let folder: string;
  let silent: Awaited<ReturnType<typeof startRawServer>>;
  let app: HandlerBench;
  let ask: Ask;
  let connectionId: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grantsmith-check-up-'));
    app = createHandlerBench(folder);
    ask = createAsk(app);
    await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
    silent = await startRawServer(() => undefined);
    const connection: ConnectionInput = {
      name: 'Silent',
      domainUrl: silent.origin,
      clientId: 'app',
      clientAuth: { method: 'client_secret_basic', secret },
      grant: { type: 'client_credentials' },
      scope: 'read',
      proxy: { mode: 'none' },
    };
    connectionId = (await ask('connections.save', { connection })).id;
  });
  afterEach(async () => {
    await app.dispose();
    await silent.stop();
    await rm(folder, { recursive: true });
  });

  const hasBegun = (stepId: CheckUpStepId) => (): void =>
    expect(app.events).toContainEqual({ name: 'checkUp.changed', data: { connectionId, requestId: 'one', stepId } });

  it('is cancelled by the id of its request', async () => {
    const running = app.call('diagnosis.checkUp', { connectionId, requestId: 'one' });
    await vi.waitFor(hasBegun('network'));
    expect(await ask('tokens.cancel', { requestId: 'one' })).toEqual({ cancelled: true });
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('ends with the lock of the vault, though the server never answers', async () => {
    const running = app.call('diagnosis.checkUp', { connectionId, requestId: 'one' });
    await vi.waitFor(hasBegun('network'));
    await ask('vault.lock', undefined);
    expect(await running).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
    expect(JSON.stringify(app.events)).not.toContain(secret);
  });
});
