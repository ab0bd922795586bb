import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Input } from '#contract/api.ts';
import { createAsk } from '../support/ask.ts';
import type { Ask } from '../support/ask.ts';
import { leaksInText, makeCanary } from '../support/canary.ts';
import { readAsStranger } from '../support/caseFiles.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import type { HandlerBench } from '../support/handlerBench.ts';
import { portOf } from '../support/oauthServer.ts';

const secrets = { client: makeCanary('client'), key: makeCanary('key'), password: makeCanary('vault') };

/** Refuses everything, and repeats in its words what it was sent. */
const server = createServer((request, response) => {
  response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer error="invalid_token"' });
  response.end(JSON.stringify({ error: 'invalid_client', said: request.headers['x-said'], at: request.url }));
});
let folder = '';
let origin = '';
let bench: HandlerBench;
let ask: Ask;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(server.address())}`;
  folder = await mkdtemp(join(tmpdir(), 'case-'));
  bench = createHandlerBench(join(folder, 'vault'));
  ask = createAsk(bench);
  await bench.call('vault.create', { password: secrets.password, useOsKeyring: false });
});
afterAll(async () => {
  await bench.dispose();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => bench.dialogs.choose(join(folder, 'a.case.html')));

async function refused() {
  const { id } = await ask('connections.save', {
    connection: {
      name: 'Refused',
      endpoints: { token: `${origin}/token?key=${encodeURIComponent(secrets.key)}` },
      clientId: 'client',
      clientAuth: { method: 'client_secret_post', secret: secrets.client },
      grant: { type: 'client_credentials', extraParameters: { api_key: secrets.key } },
      scope: 'urn:x',
      proxy: { mode: 'none' },
    },
  });
  const outcome = await ask('tokens.request', { connectionId: id });
  if (outcome.kind !== 'refused') throw new Error(outcome.kind);
  return { connectionId: id, exchangeId: outcome.exchange.id, findings: outcome.diagnosis.findings };
}

it('is saved exactly as it was shown, holds no secret, and opens again', async () => {
  const { connectionId, exchangeId, findings } = await refused();
  const preview = await ask('caseFile.preview', {
    note: `The secret is ${secrets.client} and the key ${encodeURIComponent(secrets.key)}.`,
    findings,
    exchangeIds: [exchangeId],
    connectionId,
  });
  expect(await ask('caseFile.save', { previewId: preview.previewId })).toEqual({ fileName: 'a.case.html' });
  const saved = await readFile(join(folder, 'a.case.html'), 'utf8');
  expect(saved).toBe(preview.html);
  expect(leaksInText('file', saved, secrets)).toEqual([]);
  expect(preview.document.findings[0]?.cause).toBe(findings[0]?.cause);
  expect(readAsStranger(saved).har).toMatchObject({ log: { entries: [{ response: { status: 401 } }] } });
  expect(await ask('caseFile.open', undefined)).toEqual({
    fileName: 'a.case.html',
    document: preview.document,
    sha256: preview.sha256,
    isIntact: true,
  });
});

it('has a check-up with the requests that it sent, holds no secret, and opens again', async () => {
  const { connectionId } = await refused();
  const checkUp = await ask('diagnosis.checkUp', { connectionId });
  expect(checkUp.steps.flatMap(({ exchanges }) => exchanges).length).toBeGreaterThan(1);
  const { headline } = checkUp;
  const findings = headline.finding === undefined ? [] : [headline.finding];
  const preview = await ask('caseFile.preview', { checkUp: { ...checkUp }, findings, connectionId });
  const { document } = preview;
  expect(document.checkUp?.steps.map(({ id, verdict }) => [id, verdict])).toEqual(
    checkUp.steps.map(({ id, verdict }) => [id, verdict]),
  );
  expect(document.checkUp?.steps.flatMap(({ exchangeIds }) => exchangeIds).toSorted()).toEqual(
    document.exchanges.map(({ id }) => id).toSorted(),
  );
  await ask('caseFile.save', { previewId: preview.previewId });
  expect(leaksInText('file', await readFile(join(folder, 'a.case.html'), 'utf8'), secrets)).toEqual([]);
  expect(await ask('caseFile.open', undefined)).toMatchObject({ document, isIntact: true });
});

it('is not written when it holds what has become a secret since it was shown', async () => {
  const { previewId } = await ask('caseFile.preview', { note: 'My word is blue-tram-42.' });
  const connection: Input<'connections.save'>['connection'] = {
    name: 'Later',
    domainUrl: 'https://a.example.com',
    clientId: 'later',
    clientAuth: { method: 'client_secret_basic', secret: 'blue-tram-42' },
    grant: { type: 'client_credentials' },
    scope: '',
  };
  await ask('connections.save', { connection });
  bench.dialogs.choose(join(folder, 'never.case.html'));
  expect(await bench.call('caseFile.save', { previewId })).toMatchObject({
    ok: false,
    error: { code: 'input.secret-found', details: { kind: 'client_secret' } },
  });
  await expect(readFile(join(folder, 'never.case.html'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it.each([
  ['a later version', '{"format":"grantsmith-case","version":9}', 'input.unsupported'],
  ['damaged JSON', '{"format":', 'input.unreadable-file'],
])('of %s does not open', async (_, json, code) => {
  const file = join(folder, 'bad.case.html');
  await writeFile(
    file,
    `<script type="application/json" id="grantsmith-case" data-sha256="${'0'.repeat(64)}">${json}</script>`,
  );
  bench.dialogs.choose(file);
  expect(await bench.call('caseFile.open')).toMatchObject({ ok: false, error: { code } });
});

it('of more than 16 MiB is not read', async () => {
  const file = join(folder, 'huge.case.html');
  await writeFile(file, Buffer.alloc(16 * 1024 * 1024 + 1, 0x20));
  bench.dialogs.choose(file);
  expect(await bench.call('caseFile.open')).toMatchObject({ ok: false, error: { code: 'input.too-large' } });
});

it('says that nothing was chosen', async () => {
  const { previewId } = await ask('caseFile.preview', {});
  bench.dialogs.choose(undefined);
  for (const [name, input] of [
    ['caseFile.save', { previewId }],
    ['caseFile.open', undefined],
  ] as const)
    expect(await bench.call(name, input)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

it('is forgotten when the vault locks', async () => {
  const { previewId } = await ask('caseFile.preview', { note: 'x' });
  await bench.call('vault.lock');
  expect(await bench.call('caseFile.preview', {})).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
  expect(await bench.call('caseFile.open')).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
  await bench.call('vault.unlock', { password: secrets.password });
  expect(await bench.call('caseFile.save', { previewId })).toMatchObject({
    ok: false,
    error: { code: 'input.not-found' },
  });
});
