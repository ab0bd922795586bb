import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { addToHistory } from '../../main/core/oauth/tokens/history.ts';
import { recordExchange } from '../../main/network/recordExchange.ts';
import { createFileDialogs } from '../../main/platform/fileDialogs.ts';
import { createDisk } from '../../main/vault/disk/disk.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { createKeyFiles } from '../support/keyFiles.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { RecordingServer } from '../support/recordingServer.ts';
import { shellArguments } from '../support/shellArguments.ts';
import { createFailingDisk } from '../support/vault/failingDisk.ts';

const SECRET = 'planted:client+secret%1';
const PASSWORD = 'planted user pass&word';

let server: RecordingServer;
let folder: string;
let bench: HandlerBench;
let ask: Ask;
let issued: number;

beforeAll(async () => {
  server = await startRecordingServer((_request, response) => {
    issued += 1;
    const tokens = { access_token: `planted-access-${issued}`, refresh_token: `planted-refresh-${issued}` };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ ...tokens, token_type: 'Bearer', expires_in: 3600 }));
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  issued = 0;
  server.received.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-copies-'));
  bench = createHandlerBench(join(folder, 'vault'));
  ask = createAsk(bench);
  await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.dispose();
  await rm(folder, { recursive: true });
});

async function connect(change: Partial<ConnectionInput> = {}): Promise<string> {
  const connection: ConnectionInput = {
    name: 'Reports: TEST/1',
    domainUrl: server.origin,
    clientId: 'app',
    clientAuth: { method: 'client_secret_basic', secret: SECRET },
    grant: { type: 'password', username: 'jane', password: PASSWORD },
    scope: 'openid',
    proxy: { mode: 'none' },
    ...change,
  };
  return (await ask('connections.save', { connection })).id;
}

async function requestToken(connectionId: string, password?: string): Promise<string> {
  const outcome = await ask('tokens.request', { connectionId, ...(password && { overrides: { password } }) });
  if (outcome.kind !== 'issued') throw new Error('refused');
  return outcome.token.id;
}

/** Copies the newest exchange with the secrets that are stored; the command as a shell takes it, and what the page was told. */
async function copyNewest(connectionId: string) {
  const [newest] = await ask('tokens.history', { connectionId });
  const told = await ask('tokens.copyExchangeCurl', { connectionId, exchangeId: newest?.id ?? '' });
  expect(JSON.stringify(told)).not.toContain('planted');
  const command = shellArguments(bench.copied.at(-1) ?? '');
  const form = new URLSearchParams(command[command.indexOf('--data-raw') + 1]);
  return { told, command, form };
}

const masked = { clearsInSeconds: 30, keptOutOfHistory: false };

describe('the command of a recorded exchange, with secrets', () => {
  it('is the request that was sent, where all of it is still stored', async () => {
    const connectionId = await connect();
    await requestToken(connectionId);
    const { told, command, form } = await copyNewest(connectionId);
    const [sent] = server.received;
    expect(told).toEqual({ ...masked, missing: [], spendsRefreshToken: false });
    expect([...form]).toEqual([...new URLSearchParams(sent?.body)]);
    expect(command).toContain(`${server.origin}/oauth2/v1/token`);
    expect(command.map((word) => word.toLowerCase())).toContain(
      `authorization: ${sent?.headers['authorization'] ?? ''}`.toLowerCase(),
    );
  });

  it('of a refresh takes the refresh token that is good now, and says that running it uses it up', async () => {
    const connectionId = await connect();
    await ask('tokens.refresh', { tokenId: await requestToken(connectionId) });
    const { told, form } = await copyNewest(connectionId);
    expect(told).toMatchObject({ missing: [], spendsRefreshToken: true });
    expect(form.get('refresh_token')).toBe('planted-refresh-2');
  });

  it('of a refresh leaves the refresh token out when several could be meant', async () => {
    const connectionId = await connect();
    await ask('tokens.refresh', { tokenId: await requestToken(connectionId) });
    const [refreshed] = await ask('tokens.history', { connectionId });
    await requestToken(connectionId);
    const told = await ask('tokens.copyExchangeCurl', { connectionId, exchangeId: refreshed?.id ?? '' });
    expect(told).toMatchObject({ missing: ['refresh token'], spendsRefreshToken: false });
    expect(bench.copied.at(-1)).toContain('refresh_token=<refresh token>');
  });

  it('names a password that was typed once and a secret that was taken out of the connection', async () => {
    const connectionId = await connect({ grant: { type: 'password', username: 'jane' } });
    await requestToken(connectionId, PASSWORD);
    const connection = { id: connectionId, name: 'Reports', domainUrl: server.origin, clientId: 'app', scope: '' };
    const grant = { type: 'password', username: 'jane' } as const;
    const clientAuth = { method: 'client_secret_basic', secret: null } as const;
    await ask('connections.save', { connection: { ...connection, clientAuth, grant } });
    const { told, command } = await copyNewest(connectionId);
    expect(told.missing).toEqual(['client ID and secret, in base64', 'password']);
    expect(command.some((word) => /^authorization: Basic <client ID and secret, in base64>$/i.test(word))).toBe(true);
  });

  it('signs an assertion anew', async () => {
    const { pkcs8 } = await createKeyFiles('ec');
    const clientAuth = { method: 'private_key_jwt', privateKey: pkcs8, keyId: 'one' } as const;
    const connectionId = await connect({ clientAuth });
    await requestToken(connectionId);
    const { told, form } = await copyNewest(connectionId);
    const recorded = new URLSearchParams(server.received[0]?.body).get('client_assertion') ?? '';
    expect(told.missing).toEqual([]);
    expect(form.get('client_assertion')).toMatch(/^eyJ/);
    expect(form.get('client_assertion')).not.toBe(recorded);
  });

  it('has placeholders for a code and its verifier, which are good only once', async () => {
    const connectionId = await connect({ grant: { type: 'authorization_code' } });
    const body = 'grant_type=authorization_code&code=planted-code&code_verifier=planted-verifier';
    const exchange = recordExchange(
      {
        id: 'code-exchange',
        startedAt: 0,
        request: {
          purpose: 'token',
          connectionId,
          method: 'POST',
          url: `${server.origin}/oauth2/v1/token`,
          headers: [],
          body,
          route: { proxy: { mode: 'none' } },
          maxBodyBytes: 1,
          totalTimeoutMs: 1,
          secrets: [],
        },
        sentHeaders: [
          ['Content-Type', 'application/x-www-form-urlencoded'],
          ['Authorization', 'Basic cGxhbnRlZA=='],
        ],
        timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
      },
      [],
      65_536,
    );
    await bench.vault.transact((transaction) => addToHistory(bench.vault, transaction, connectionId, exchange));
    const { told, command } = await copyNewest(connectionId);
    expect(told.missing).toEqual(['authorization code, good only once', 'code verifier of that sign-in']);
    expect(command.join(' ')).not.toContain('⟦');
  });
});

describe('every way of a stored secret into the clipboard', () => {
  it('asks for a proof that is not older than five minutes, and puts nothing there before', async () => {
    const connectionId = await connect();
    const tokenId = await requestToken(connectionId);
    const [newest] = await ask('tokens.history', { connectionId });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 });
    const request = { method: 'GET', url: server.origin, auth: { kind: 'token', tokenId } } as const;
    const calls = [
      ['tokens.copyCurl', { connectionId }],
      ['tokens.copyExchangeCurl', { connectionId, exchangeId: newest?.id }],
      ['requests.copyCurl', { request }],
      ['vault.copySecret', { connectionId, field: 'clientAuth.secret' }],
      ['tokens.curl', { connectionId, reveal: true }],
      ['requests.curl', { request, reveal: true }],
    ] as const;
    for (const [name, input] of calls) {
      expect(await bench.call(name, input), name).toMatchObject({ error: { code: 'vault.reauthenticate' } });
    }
    expect(bench.copied).toEqual([]);
    await ask('vault.unlock', { password: 'a vault password' });
    for (const [name, input] of calls) expect(await bench.call(name, input), name).toMatchObject({ ok: true });
    expect(bench.copied).toHaveLength(4);
    expect(bench.copied.every((text) => text.includes('planted'))).toBe(true);
  });
});

describe('an archive of the history', () => {
  it('is saved where the person says, without a secret', async () => {
    const connectionId = await connect();
    await requestToken(connectionId);
    bench.dialogs.choose(join(folder, 'out.har'));
    expect(await ask('tokens.saveHar', { connectionId })).toEqual({ fileName: 'out.har' });
    const text = await readFile(join(folder, 'out.har'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ log: { version: '1.2', entries: [{ response: { status: 200 } }] } });
    expect(text).not.toContain('planted');
  });

  it('is nothing to speak of when the dialog is closed, and says why when it cannot be written', async () => {
    const connectionId = await connect();
    await requestToken(connectionId);
    bench.dialogs.choose(undefined);
    expect(await bench.call('tokens.saveHar', { connectionId })).toMatchObject({ error: { code: 'cancelled' } });
    bench.dialogs.choose(join(folder, 'gone', 'out.har'));
    expect(await bench.call('tokens.saveHar', { connectionId })).toMatchObject({
      error: { code: 'vault.not-saved', message: expect.stringContaining('this folder is gone') as unknown },
    });
  });

  it.each([
    ['EACCES', 'writing to this folder is not permitted'],
    ['ENOSPC', 'the disk is full'],
  ] as const)('has a sentence for %s', async (fault, sentence) => {
    const disk = createFailingDisk(createDisk());
    const path = async () => join(folder, 'out.har');
    const files = createFileDialogs({ open: path, save: path }, disk);
    disk.arm(1, fault);
    const saved = files.save({ title: '', defaultName: '', kinds: [] }, new Uint8Array(3));
    await expect(saved).rejects.toThrow(sentence);
    await expect(saved).rejects.not.toThrow('vault file');
  });
});
