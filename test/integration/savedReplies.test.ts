import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { startRecordingServer } from '../support/recordingServer.ts';
import type { Received, RecordingServer } from '../support/recordingServer.ts';
import { mountSmallDisk } from '../support/smallDisk.ts';

const password = 'correct horse battery staple 42';
const TOKEN = 'canary.token.4c1e9a70';
const BYTES = randomBytes(3_500_000);
const TEXT = JSON.stringify(Array.from({ length: 40_000 }, (_, id) => ({ id, name: 'Zürich €' })));

const bodySchema = z.object({
  text: z.string().optional(),
  bytes: z.number(),
  truncated: z.boolean(),
  kept: z.string().optional(),
  savedAs: z.string().optional(),
  note: z.string().optional(),
});
const answerSchema = z.object({
  kind: z.literal('answered'),
  status: z.number(),
  body: bodySchema,
  redirects: z.array(z.object({ followed: z.boolean() })),
  exchange: z.object({ id: z.string() }),
});
const progressSchema = z.object({ requestId: z.string(), bytes: z.number(), totalBytes: z.number().optional() });

let folder: string;
let saved: string;
let server: RecordingServer;
let other: RecordingServer;
let bench: HandlerBench;
let connectionId: string;
let answers: Record<string, (response: ServerResponse, received: Received) => void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantsmith-saved-'));
  const answer = (received: Received, response: ServerResponse): void => {
    const found = answers[received.path];
    if (found) found(response, received);
    else response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(BYTES);
  };
  server = await startRecordingServer(answer);
  other = await startRecordingServer((_request, response) => response.end('caught'));
});
afterAll(async () => {
  await Promise.all([server.stop(), other.stop()]);
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  const home = await mkdtemp(join(folder, 'test-'));
  saved = join(home, 'saved');
  await mkdir(saved);
  answers = {
    '/token': (response) =>
      void response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 })),
  };
  server.received.length = 0;
  bench = createHandlerBench(join(home, 'vault'));
  await bench.call('vault.create', { password, useOsKeyring: false });
  const connection = {
    name: 'saved',
    endpoints: { token: `${server.origin}/token` },
    clientId: 'client',
    clientAuth: { method: 'client_secret_basic', secret: 'secret' },
    grant: { type: 'client_credentials' },
    scope: 'x',
    api: { baseUrl: server.origin },
    proxy: { mode: 'none' },
  };
  connectionId = z.object({ id: z.string() }).parse(await valueOf(bench.call('connections.save', { connection }))).id;
  bench.dialogs.choose(join(saved, 'reply.bin'));
  return async () => {
    await bench.dispose();
    expect(bench.bugs).toEqual([]);
  };
});

async function valueOf(call: ReturnType<HandlerBench['call']>): Promise<unknown> {
  const result = await call;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

const requestOf = (path: string, more: object = {}) => ({
  method: 'GET',
  url: path,
  connectionId,
  auth: { kind: 'connection' },
  ...more,
});
const toFile = (path: string, more: object = {}, input: object = {}) =>
  bench.call('requests.sendToFile', { request: requestOf(path, more), requestId: 'r1', ...input });
const savedFrom = async (path: string, more: object = {}) => answerSchema.parse(await valueOf(toFile(path, more)));
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const savedBytes = () => readFile(join(saved, 'reply.bin'));
const files = () => readdir(saved);
const until = (holds: () => boolean | Promise<boolean>): Promise<void> =>
  expect.poll(holds, { interval: 5, timeout: 5000 }).toBe(true);

describe('a reply that was answered', () => {
  it('is saved byte for byte', async () => {
    answers['/picture'] = (response) => void response.writeHead(200, { 'Content-Type': 'image/png' }).end(BYTES);
    const { body } = answerSchema.parse(await valueOf(bench.call('requests.send', { request: requestOf('/picture') })));
    expect(body.text).toBeUndefined();
    expect(await bench.call('requests.saveReply', { id: body.kept })).toEqual({
      ok: true,
      value: { fileName: 'reply.bin' },
    });
    expect(sha(await savedBytes())).toBe(sha(BYTES));
    expect(await files()).toEqual(['reply.bin']);
    expect(bench.dialogs.names).toEqual(['picture.png']);
  });

  it('is saved whole where only its beginning is shown', async () => {
    const long = 'x'.repeat(13 * 1_048_576);
    answers['/long'] = (response) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(long);
    const { body } = answerSchema.parse(await valueOf(bench.call('requests.send', { request: requestOf('/long') })));
    expect(body).toMatchObject({ truncated: true });
    await valueOf(bench.call('requests.saveReply', { id: body.kept }));
    expect(sha(await savedBytes())).toBe(sha(Buffer.from(long)));
  });

  it('cannot be saved when main has not read all of it, and says what can be done', async () => {
    const more = Buffer.alloc(51 * 1_048_576, 'x');
    answers['/more'] = (response) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(more);
    const { body } = answerSchema.parse(await valueOf(bench.call('requests.send', { request: requestOf('/more') })));
    expect(body.kept).toBeUndefined();
    expect(body.note).toContain('Send again and save it to a file');
  });

  it('is kept until the next reply of its connection and until the lock', async () => {
    const send = async () =>
      answerSchema.parse(await valueOf(bench.call('requests.send', { request: requestOf('/a') }))).body.kept;
    const [first, second] = [await send(), await send()];
    expect(await bench.call('requests.saveReply', { id: first })).toMatchObject({ error: { code: 'input.not-found' } });
    await valueOf(bench.call('vault.lock'));
    expect(await bench.call('requests.saveReply', { id: second })).toMatchObject({ error: { code: 'vault.locked' } });
    await valueOf(bench.call('vault.unlock', { password }));
    expect(await bench.call('requests.saveReply', { id: second })).toMatchObject({
      error: { code: 'input.not-found' },
    });
    expect(await files()).toEqual([]);
  });

  it('is not saved when the dialog is closed, nor when the vault has locked behind it', async () => {
    const { body } = answerSchema.parse(await valueOf(bench.call('requests.send', { request: requestOf('/a') })));
    bench.dialogs.choose(undefined);
    expect(await bench.call('requests.saveReply', { id: body.kept })).toMatchObject({ error: { code: 'cancelled' } });
    bench.dialogs.choose(join(saved, 'reply.bin'));
    bench.dialogs.beforeAnswer(() => valueOf(bench.call('vault.lock')));
    expect(await bench.call('requests.saveReply', { id: body.kept })).toMatchObject({
      error: { code: 'vault.locked' },
    });
    expect(await files()).toEqual([]);
  });
});

describe('a request whose reply goes to a file', () => {
  it('writes what came, byte for byte, and shows none of it', async () => {
    const { body, status } = await savedFrom('/export');
    expect({ status, body }).toMatchObject({ status: 200, body: { savedAs: 'reply.bin', bytes: BYTES.length } });
    expect(body.text).toBeUndefined();
    expect(sha(await savedBytes())).toBe(sha(BYTES));
    expect(server.received.at(-1)?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
  });

  it.each([
    ['gzip', gzipSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
  ])('unpacks %s', async (encoding, packed) => {
    answers['/packed'] = (response) =>
      void response.writeHead(200, { 'Content-Encoding': encoding, 'Content-Length': packed.length }).end(packed);
    await savedFrom('/packed');
    expect((await savedBytes()).toString('utf8') === TEXT).toBe(true);
  });

  it('replaces a file only when the new one is whole', async () => {
    await writeFile(join(saved, 'reply.bin'), 'before');
    let response: ServerResponse | undefined;
    answers['/slow'] = (given) => {
      response = given;
      given.writeHead(200, { 'Content-Length': BYTES.length }).write(BYTES.subarray(0, 2_000_000));
    };
    const call = savedFrom('/slow');
    await until(async () => (await files()).length === 2 && response !== undefined);
    expect((await savedBytes()).toString()).toBe('before');
    response?.end(BYTES.subarray(2_000_000));
    await call;
    expect(sha(await savedBytes())).toBe(sha(BYTES));
    expect(await files()).toEqual(['reply.bin']);
  });

  it('tells how far it has come', async () => {
    let response: ServerResponse | undefined;
    answers['/slow'] = (given) => {
      response = given;
      given.writeHead(200, { 'Content-Length': BYTES.length });
      given.flushHeaders();
    };
    const call = savedFrom('/slow');
    await until(() => response !== undefined);
    let at = 0;
    const progress = () => bench.events.filter(({ name }) => name === 'requests.progress');
    await until(async () => {
      await new Promise((resolve) => response?.write(BYTES.subarray(at, (at += 100)), resolve));
      return progress().length === 2;
    });
    response?.end(BYTES.subarray(at));
    await call;
    const told = progress().map(({ data }) => progressSchema.parse(data));
    expect(told[0]).toMatchObject({ requestId: 'r1', totalBytes: BYTES.length });
    expect(told[1]?.bytes).toBeGreaterThan(told[0]?.bytes ?? Infinity);
  });

  it.each([
    ['a cancel', () => bench.call('requests.cancel', { requestId: 'r1' }), 'cancelled'],
    ['a lock', () => bench.call('vault.lock'), 'cancelled'],
    ['the end of the app', () => bench.dispose().then(() => undefined), /./],
  ])('leaves nothing after %s', async (_name, end, code) => {
    answers['/slow'] = (response) => void response.writeHead(200).write(BYTES.subarray(0, 2_000_000));
    const call = toFile('/slow');
    await until(async () => (await files()).length === 1);
    await end();
    const matching: unknown = code instanceof RegExp ? expect.stringMatching(code) : code;
    expect(await call).toMatchObject({ ok: false, error: { code: matching } });
    expect(await files()).toEqual([]);
  });

  it.each([
    [
      'is reset',
      (response: ServerResponse) => response.socket?.resetAndDestroy(),
      /^(?:network\.interrupted|protocol\.truncated)$/,
    ],
    ['ends early', (response: ServerResponse) => response.socket?.end(), /^protocol\.truncated$/],
  ])('leaves nothing, and the old file, when the reply %s', async (_name, spoil, code) => {
    await writeFile(join(saved, 'reply.bin'), 'before');
    answers['/half'] = (response) => {
      response.writeHead(200, { 'Content-Length': BYTES.length });
      response.write(BYTES.subarray(0, 2_000_000), () => spoil(response));
    };
    // Whether a reset or the end of the bytes is seen first is up to the system.
    const matching: unknown = expect.stringMatching(code);
    expect(await toFile('/half')).toMatchObject({ error: { code: matching } });
    expect(await files()).toEqual(['reply.bin']);
    expect((await savedBytes()).toString()).toBe('before');
  });

  it('unfolds no bomb onto the disk', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    answers['/bomb'] = (response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    expect(await toFile('/bomb')).toMatchObject({ error: { code: 'protocol.too-large' } });
    expect(await files()).toEqual([]);
  });

  it.each([401, 404, 500])('shows the body of a %i and makes no file', async (status) => {
    answers['/refused'] = (response) =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"error":"no"}');
    const { body } = await savedFrom('/refused');
    expect(body).toMatchObject({ text: '{"error":"no"}', truncated: false });
    expect(body.savedAs).toBeUndefined();
    expect(await files()).toEqual([]);
  });

  it('goes to the file after a 401 that another token mends', async () => {
    await valueOf(bench.call('tokens.request', { connectionId }));
    let calls = 0;
    answers['/second'] = (response) => {
      calls += 1;
      if (calls === 1) response.writeHead(401).end('refused');
      else response.writeHead(200).end('let in');
    };
    await savedFrom('/second');
    expect((await savedBytes()).toString()).toBe('let in');
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 200],
  ])('makes no file of a reply without a body: %s, %i', async (method, status) => {
    answers['/empty'] = (response) => void response.writeHead(status).end();
    const { body } = await savedFrom('/empty', { method });
    expect(body).toMatchObject({ bytes: 0 });
    expect(body.savedAs).toBeUndefined();
    expect(await files()).toEqual([]);
  });

  it('follows a redirect on the same server and takes the token to no other', async () => {
    answers['/here'] = (response) => void response.writeHead(302, { Location: '/export' }).end('moved');
    await savedFrom('/here', { followRedirects: true });
    expect(sha(await savedBytes())).toBe(sha(BYTES));
    await rm(join(saved, 'reply.bin'));

    answers['/there'] = (response) => void response.writeHead(302, { Location: `${other.origin}/` }).end('moved');
    const { redirects, body } = await savedFrom('/there', { followRedirects: true });
    expect(redirects).toEqual([expect.objectContaining({ followed: false })]);
    expect(body.text).toBe('moved');
    expect(other.received).toEqual([]);
    expect(await files()).toEqual([]);
  });

  it('sends nothing when the dialog is closed, the form is wrong or the folder takes no file', async () => {
    bench.dialogs.choose(undefined);
    expect(await toFile('/export')).toMatchObject({ error: { code: 'cancelled' } });
    bench.dialogs.choose(join(saved, 'missing', 'reply.bin'));
    expect(await toFile('/export')).toMatchObject({ error: { code: 'vault.not-saved' } });
    const shown = bench.dialogs.shown.length;
    expect(await toFile('/export', { method: 'CONNECT' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(bench.dialogs.shown).toHaveLength(shown);
    expect(server.received).toEqual([]);
  });

  it('is called as an earlier reply says', async () => {
    answers['/named'] = (response) =>
      void response.writeHead(200, { 'Content-Disposition': 'attachment; filename="../reads.csv"' }).end('a;b');
    const request = requestOf('/named');
    const { exchange } = answerSchema.parse(await valueOf(bench.call('requests.send', { request })));
    await valueOf(toFile('/named', {}, { exchangeId: exchange.id }));
    expect(bench.dialogs.names).toEqual(['reads.csv']);
  });

  it('says that the disk is full, and leaves nothing there', async ({ skip }) => {
    const disk = await mountSmallDisk();
    if (!disk) return skip('this user may not mount a file system');
    try {
      bench.dialogs.choose(join(disk.path, 'reply.bin'));
      const result = await toFile('/export');
      expect(result).toMatchObject({ error: { code: 'vault.not-saved' } });
      expect(result.ok || result.error.message).toContain('the disk is full');
      expect(await readdir(disk.path)).toEqual([]);
    } finally {
      await disk.remove();
    }
  });
});
