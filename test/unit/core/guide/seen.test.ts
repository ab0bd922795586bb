import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { GuideStep, GuideStepId } from '#contract/guide.ts';
import { readGuide } from '../../../../main/core/guide/guide.ts';
import { addToHistory } from '../../../../main/core/oauth/tokens/history.ts';
import type { StoredConnection } from '../../../../main/core/oauth/connection/storedConnection.ts';
import { addConnection } from '../../../support/connections.ts';
import { createMemoryRecords } from '../../../support/memoryRecords.ts';
import { readKey } from '../../../support/readKey.ts';

const NOW = 1_000_000;
const SCOPE = 'https://utilities.example.com:443/rest/*';

let records = createMemoryRecords();
let connection: StoredConnection;
beforeEach(() => void (records = createMemoryRecords()));

async function connect(input: Partial<ConnectionInput> = {}): Promise<void> {
  connection = await addConnection(
    { records, now: () => NOW, newId: () => 'one', readKey },
    { scope: SCOPE, ...input },
  );
}

const seen = (wish: Partial<Parameters<typeof readGuide>[1]> = {}): Partial<Record<GuideStepId, GuideStep['seen']>> =>
  Object.fromEntries(
    readGuide(records, { grant: connection.grant.type, connectionId: 'one', ...wish }).steps.map((step) => [
      step.id,
      step.seen,
    ]),
  );

interface Asked {
  startedAt?: number;
  status?: number;
  scope?: string;
  username?: string;
  reply?: string;
  purpose?: Exchange['purpose'];
  clockSkewSeconds?: number;
}

/** As the recorder writes down a token request. */
async function ask(asked: Asked = {}): Promise<void> {
  const { startedAt = NOW + 1, status = 200, scope = SCOPE, username = '', purpose = 'token' } = asked;
  const { reply = '{"access_token":"•••","token_type":"Bearer"}', ...rest } = asked;
  const body = (text: string): { text: string; bytes: number; truncated: boolean; contentType: string } => ({
    text,
    bytes: text.length,
    truncated: false,
    contentType: 'application/json',
  });
  await records.transact((transaction) =>
    addToHistory(records, transaction, 'one', {
      id: 'exchange',
      purpose,
      connectionId: 'one',
      startedAt,
      request: {
        method: 'POST',
        url: 'https://x/',
        headers: [],
        body: body(new URLSearchParams({ scope, username }).toString()),
      },
      response: { status, statusText: '', httpVersion: '1.1', headers: [], body: body(reply) },
      timings: { dns: 0, connect: 0, tls: 0, firstByte: 0, download: 0, total: 0 },
      ...(rest.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: rest.clockSkewSeconds }),
    }),
  );
}

describe('what the guide has seen', () => {
  it('is what the connection holds, by name and never by value where it is secret', async () => {
    await connect();
    expect(seen()).toMatchObject({
      'domain.address': { evidence: 'The connection holds the address `https://idcs-1.identity.oraclecloud.com`.' },
      'client.credentials': { evidence: 'The connection holds a client ID and a client secret.' },
      'connection.scope': { evidence: `The connection holds the scope \`${SCOPE}\`.` },
    });
    const text = JSON.stringify(readGuide(records, { grant: 'client_credentials', connectionId: 'one' }));
    expect(text).not.toContain('Secret-of-PROD');
  });

  it('is nothing that no one has looked at', async () => {
    await connect({ clientAuth: { method: 'client_secret_basic' }, scope: '' });
    const found = seen();
    expect(found['client.credentials']).toBeUndefined();
    expect(found['connection.scope']).toBeUndefined();
    expect(found['client.grant']).toBeUndefined();
    expect(found['api.user']).toBeUndefined();
  });

  it('is all that an issued token proves, and nothing at the API', async () => {
    await connect();
    await ask();
    const found = seen();
    const proved = { evidence: 'A token was issued with these settings.', at: NOW + 1 };
    for (const id of ['client.grant', 'client.activate', 'client.scope', 'connection.token'] as const) {
      expect(found[id], id).toEqual(proved);
    }
    expect(found['api.role']).toBeUndefined();
    expect(found['api.user']).toBeUndefined();
  });

  it('is not what a token proves of other settings', async () => {
    await connect();
    await ask({ startedAt: NOW - 1 });
    expect(seen()['client.grant']).toBeUndefined();
    await ask();
    expect(seen({ clientAuth: 'private_key_jwt' })['client.grant']).toBeUndefined();
    expect(seen({ grant: 'device_code' })['client.grant']).toBeUndefined();
    await ask({ scope: 'another' });
    expect(seen()).toMatchObject({ 'client.grant': { at: NOW + 1 }, 'connection.scope': { evidence: /holds/ } });
    expect(seen()['client.scope']).toBeUndefined();
  });

  it('is not what a token of another user proves of the one who is stored', async () => {
    await connect({ grant: { type: 'password', username: 'jo' } });
    await ask({ username: 'al' });
    expect(seen()).toMatchObject({ 'client.grant': { at: NOW + 1 }, 'user.account': undefined });
    await ask({ username: 'jo' });
    expect(seen()['user.account']).toMatchObject({ at: NOW + 1 });
    await connect({ id: 'one', grant: { type: 'jwt_bearer', subject: 'jo' } });
    await ask();
    expect(seen()).toMatchObject({ 'client.grant': { at: NOW + 1 }, 'user.account': undefined });
  });

  it.each<[string, Asked]>([
    ['a refusal', { status: 400, reply: '{"error":"invalid_client"}' }],
    ['a page', { reply: '<html>' }],
    ['a reply without a token', { reply: '{"token_type":"Bearer"}' }],
    ['a refresh', { purpose: 'refresh' }],
  ])('is not taken from %s', async (_what, asked) => {
    await connect();
    await ask(asked);
    expect(seen()['client.grant']).toBeUndefined();
  });

  it('tells that refreshing is allowed from a refresh token that came', async () => {
    await connect({ grant: { type: 'password', username: 'jo' }, scope: `${SCOPE} offline_access` });
    await ask({ scope: `${SCOPE} offline_access` });
    expect(seen()['service.refresh']).toBeUndefined();
    await ask({ scope: `${SCOPE} offline_access`, reply: '{"access_token":"•••","refresh_token":"•••"}' });
    expect(seen()).toMatchObject({
      'service.refresh': { evidence: 'The last token came with a refresh token.' },
      'client.refresh': { evidence: 'The last token came with a refresh token.' },
      'connection.offline-access': { evidence: 'The connection holds `offline_access` in its scope.' },
    });
  });

  it('tells how far the clocks are apart, and nothing good of a large difference', async () => {
    await connect({ clientAuth: { method: 'private_key_jwt' } });
    await ask({ status: 401, clockSkewSeconds: 3 });
    expect(seen()['connection.clock']?.evidence).toContain('differed by 3 s');
    await ask({ status: 401, clockSkewSeconds: -300 });
    expect(seen()['connection.clock']).toBeUndefined();
  });
});

describe('what the guide gives to copy', () => {
  const gives = (id: GuideStepId): GuideStep['gives'] | undefined =>
    readGuide(records, { grant: connection.grant.type, connectionId: 'one' }).steps.find((step) => step.id === id)
      ?.gives;

  it('is the login ID that Oracle Utilities has to know', async () => {
    await connect();
    expect(gives('api.user')).toEqual([{ name: 'login ID', into: 'Login ID of the user', value: 'client-1' }]);
    await connect({ id: 'one', grant: { type: 'password', username: 'jo@example.com' } });
    expect(gives('api.user')?.[0]?.value).toBe('jo@example.com');
  });

  it('is the redirect URI once the connection has one', async () => {
    await connect({ grant: { type: 'authorization_code' } });
    expect(gives('client.redirect')).toEqual([]);
    await connect({ id: 'one', grant: { type: 'authorization_code', redirectUri: 'http://127.0.0.1:8765/callback' } });
    expect(gives('client.redirect')?.[0]?.value).toBe('http://127.0.0.1:8765/callback');
  });
});

describe('the guide of a connection', () => {
  it('leads into the console of its own domain', async () => {
    await connect();
    expect(readGuide(records, { grant: 'client_credentials', connectionId: 'one' })).toMatchObject({
      server: 'identity-domain',
      console: { domainUrl: 'https://idcs-1.identity.oraclecloud.com', host: 'idcs-1.identity.oraclecloud.com' },
    });
  });

  it('is the one of another server where that is no domain of Oracle’s, unless the person says otherwise', async () => {
    await connect({ domainUrl: 'https://login.example.com' });
    const guide = readGuide(records, { grant: 'client_credentials', connectionId: 'one' });
    expect(guide.server).toBe('other');
    expect(guide.console).toBeUndefined();
    const said = readGuide(records, { grant: 'client_credentials', connectionId: 'one', server: 'identity-domain' });
    expect(said.console?.host).toBe('login.example.com');
  });

  it('tells by the scope which service is called', async () => {
    await connect();
    const ids = (): GuideStepId[] =>
      readGuide(records, { grant: 'client_credentials', connectionId: 'one' }).steps.map(({ id }) => id);
    expect(ids()).toContain('api.user');
    await connect({ id: 'one', scope: 'https://x.integration.ocp.oraclecloud.com:443urn:opc:resource:consumer::all' });
    expect(ids()).toContain('api.role');
    expect(ids()).not.toContain('api.user');
    await connect({ id: 'one', scope: 'urn:opc:idm:__myscopes__' });
    expect(ids()).toContain('client.roles');
    expect(ids()).not.toContain('client.scope');
  });

  it('wants a refresh token when its scope does, and when the person says so', async () => {
    await connect({ grant: { type: 'password' }, scope: `${SCOPE} offline_access` });
    const wish = { grant: 'password', connectionId: 'one' } as const;
    expect(readGuide(records, wish).refresh).toEqual({ possible: true, wanted: true });
    expect(readGuide(records, { ...wish, refresh: false }).refresh).toEqual({ possible: true, wanted: false });
    expect(readGuide(records, { grant: 'client_credentials', connectionId: 'one' }).refresh).toEqual({
      possible: false,
      wanted: false,
    });
  });
});
