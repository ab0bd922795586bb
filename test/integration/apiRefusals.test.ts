import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiRequest } from '#contract/apiRequest.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { serveForTest, tokenFor } from './sandboxSupport.ts';

const USERS = '/rest/apis/common/users';
const SOAP = '/soap/api/iws/UserLookup';

let sandbox: Sandbox;
let folder: string;
let bench: HandlerBench;
let ask: Ask;

beforeAll(async () => {
  sandbox = await serveForTest();
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-refusals-'));
  bench = createHandlerBench(folder);
  ask = createAsk(bench);
  await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
});
afterAll(async () => {
  await bench.dispose();
  await rm(folder, { recursive: true });
  await sandbox.stop();
});

async function connect(key: string): Promise<string> {
  const found = toConnections(sandbox).find((connection) => connection.key === key);
  if (!found) throw new Error(`the practice domain makes no connection ${key}`);
  return (await ask('connections.save', { connection: found.input })).id;
}

async function send(request: Partial<ApiRequest> & Pick<ApiRequest, 'url' | 'connectionId'>): Promise<ApiAnswer> {
  const outcome = await ask('requests.send', { request: { method: 'GET', auth: { kind: 'connection' }, ...request } });
  if (outcome.kind !== 'answered') throw new Error('the token was refused');
  return outcome;
}

/** The likeliest cause with what is quoted for it. */
function causeOf({ status, diagnosis }: ApiAnswer) {
  const [first] = diagnosis?.findings ?? [];
  return { status, cause: first?.cause, quotes: first?.evidence.map(({ where, quote }) => `${where}: ${quote}`) };
}

const quoting = (...texts: string[]): unknown =>
  expect.arrayContaining(texts.map((text) => expect.stringContaining(text) as unknown));

describe('the practice API’s no', () => {
  it('to a token of another resource names its audience beside the address', async () => {
    const connectionId = await connect('integration');
    expect(causeOf(await send({ url: USERS, connectionId }))).toEqual({
      status: 401,
      cause: 'token.audience',
      quotes: quoting(
        'header WWW-Authenticate: Bearer realm=',
        'access token: aud: https://practice-integration.example',
        `request: ${sandbox.apiUrl}${USERS}`,
      ),
    });
  });

  it('to a REST token at a SOAP service names the scope that the token has', async () => {
    const connectionId = await connect('rest');
    expect(causeOf(await send({ url: SOAP, connectionId, method: 'POST', body: '<e/>' }))).toEqual({
      status: 403,
      cause: 'token.insufficient-scope',
      quotes: quoting('insufficient_scope', '/rest/*'),
    });
  });

  it('to a request without a token says so', async () => {
    const connectionId = await connect('rest');
    expect(causeOf(await send({ url: USERS, connectionId, auth: { kind: 'none' } }))).toMatchObject({
      status: 401,
      cause: 'token.missing',
    });
  });

  it('to a changed token says that its signature is not good, and quotes nothing of the token', async () => {
    const connectionId = await connect('rest');
    const token = (await tokenFor(sandbox, 'rest')).replace(/.{8}$/, 'AAAAAAAA');
    const headers: [string, string][] = [['Authorization', `Bearer ${token}`]];
    const answer = await send({ url: USERS, connectionId, headers, auth: { kind: 'none' } });
    expect(causeOf(answer)).toMatchObject({ status: 401, cause: 'token.signature' });
    expect(JSON.stringify(answer.diagnosis)).not.toContain(token.slice(-40, -8));
  });

  it('is not looked for in any other answer', async () => {
    const connectionId = await connect('rest');
    for (const url of [USERS, '/rest/apis/common/nothing']) {
      expect(await send({ url, connectionId })).not.toHaveProperty('diagnosis');
    }
  });
});
