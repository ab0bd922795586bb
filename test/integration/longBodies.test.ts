import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import type { RunningServer } from '../support/oauthServer.ts';
import { startRecordingServer } from '../support/recordingServer.ts';

const password = 'correct horse battery staple 42';
const LONG = JSON.stringify(Array.from({ length: 100_000 }, (_, id) => ({ id, name: 'Zürich € 𝄞' })));

const answerSchema = z.object({ body: z.object({ text: z.string(), rest: z.string().optional() }) });
const pieceSchema = z.object({ text: z.string(), isLast: z.boolean() });

let folder: string;
let server: RunningServer;
let bench: HandlerBench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-long-'));
  server = await startRecordingServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(LONG);
  });
  bench = createHandlerBench(folder);
  await bench.call('vault.create', { password, useOsKeyring: false });
});
afterAll(async () => {
  await bench.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function valueOf(call: ReturnType<HandlerBench['call']>): Promise<unknown> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function fetchBody(
  options: { bodyInPieces?: boolean } = {},
): Promise<{ text: string; rest?: string | undefined }> {
  const request = { method: 'GET', url: `${server.origin}/`, auth: { kind: 'none' } };
  return answerSchema.parse(await valueOf(bench.call('requests.send', { request, ...options }))).body;
}

it('a long body comes whole to who does not ask for pieces', async () => {
  expect(await fetchBody()).toEqual({ text: LONG });
});

it('a long body comes piece by piece, each once', async () => {
  const { text, rest } = await fetchBody({ bodyInPieces: true });
  let whole = text;
  for (let isLast = false; !isLast;) {
    const piece = pieceSchema.parse(await valueOf(bench.call('requests.bodyPiece', { id: rest })));
    whole += piece.text;
    ({ isLast } = piece);
  }
  expect(whole === LONG).toBe(true);
  expect(await bench.call('requests.bodyPiece', { id: rest })).toMatchObject({ error: { code: 'input.not-found' } });
});

it('what the page has not fetched is gone with the lock', async () => {
  const { rest } = await fetchBody({ bodyInPieces: true });
  await valueOf(bench.call('vault.lock'));
  expect(await bench.call('requests.bodyPiece', { id: rest })).toMatchObject({ error: { code: 'vault.locked' } });
  await valueOf(bench.call('vault.unlock', { password }));
  expect(await bench.call('requests.bodyPiece', { id: rest })).toMatchObject({ error: { code: 'input.not-found' } });
});
