import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Diagnosis } from '#contract/diagnosis.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { RecordingServer } from '../support/recordingServer.ts';

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

const said = (status: number, error: string, description?: string): Reply => ({
  status,
  body: JSON.stringify({ error, error_description: description }),
});

const REPLIES: Record<string, Reply> = {
  'a wrong secret': said(401, 'invalid_client', 'Client authentication failed.'),
  'a wrong secret without a word': said(401, 'invalid_client'),
  'a sentence of the RFC for every fault of a client': said(
    401,
    'invalid_client',
    'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
  ),
  'a scope': said(400, 'invalid_scope', 'Invalid scope.'),
  'a grant type': said(400, 'unauthorized_client', 'The client is not authorized to request a token using this method'),
  'a client as such': said(403, 'unauthorized_client', 'Client authorization failed.'),
  'a user': said(403, 'access_denied', 'denied'),
  'a token, by a challenge': {
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The client is disabled"' },
    body: '',
  },
  'nothing but a status': { status: 401, body: '' },
};

let server: RecordingServer;
let folder: string;
let bench: HandlerBench;
let ask: Ask;
let reply: Reply = said(400, 'invalid_request');

beforeAll(async () => {
  server = await startRecordingServer((_request, response) => {
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers }).end(reply.body);
  });
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-same-'));
  bench = createHandlerBench(folder);
  ask = createAsk(bench);
  await ask('vault.create', { password: 'a vault password', useOsKeyring: false });
});
afterAll(async () => {
  await bench.dispose();
  await rm(folder, { recursive: true });
  await server.stop();
});

const sureOf = ({ findings }: Diagnosis): string[] => findings.map(({ cause, confidence }) => `${cause} ${confidence}`);

const METHODS = ['client_secret_basic', 'client_secret_post'] as const;
const CASES = Object.entries(REPLIES).flatMap(([refused, answer]) =>
  METHODS.map((method) => ({ refused, answer, method })),
);

// The tab of the token and Diagnose speak of one and the same request.
it.each(CASES)('$refused refused to $method is as likely at the token as in Diagnose', async ({ answer, method }) => {
  reply = answer;
  const connection = {
    name: 'Meter reads',
    domainUrl: server.origin,
    clientId: 'meter',
    clientAuth: { method, secret: 'the secret of the meter' },
    grant: { type: 'client_credentials' as const },
    scope: 'urn:opc:idm:__myscopes__',
  };
  const { id } = await ask('connections.save', { connection });
  const outcome = await ask('tokens.request', { connectionId: id, overrides: {} });
  if (outcome.kind !== 'refused') throw new Error(`not refused: ${outcome.kind}`);
  const later = await ask('diagnosis.analyze', { exchangeId: outcome.exchange.id });
  expect(outcome.diagnosis.findings).not.toEqual([]);
  expect(sureOf(later)).toEqual(sureOf(outcome.diagnosis));
});
