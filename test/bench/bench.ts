import { createServer, type RequestListener } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { inspectToken } from '../../main/core/token/inspectToken.ts';
import { Vault } from '../../main/vault/vault.ts';
import { createHandlerBench } from '../support/handlerBench.ts';
import { portOf } from '../support/oauthServer.ts';
import { optionsFor } from '../support/vault/options.ts';
import { compare, measure, print, type Row } from './measure.ts';

const password = 'bench';
const CONNECTIONS = 2_000;
const rows: Row[] = [];

/** The key derivation is left out of every figure: it is meant to be slow, and the budget is for what comes after it. */
async function vaultRows(folder: string): Promise<void> {
  const vault = new Vault(optionsFor(folder));
  await vault.create({ password, useOsKeyring: false });
  const secret = {
    clientId: 'client',
    clientAuth: { method: 'client_secret_basic', secret: 's'.repeat(60) },
    notes: 'n'.repeat(1_500),
  };
  await vault.transact((tx) => {
    for (let id = 0; id < CONNECTIONS; id += 1) {
      tx.put({ id: `c${id}`, type: 'connection', summary: { name: `Connection ${id}`, environment: 'TEST' }, secret });
    }
  });
  const open = await measure(20, async () => {
    vault.lock();
    await vault.unlock({ password });
  });
  rows.push({ what: `vault of ${CONNECTIONS}: opens`, ...open, budget: '<= 300 ms', ratio: open.p50 / 300 });
  let count = 0;
  const save = await measure(40, () =>
    vault.transact((tx) => tx.put({ id: 'c1', type: 'connection', summary: { count: (count += 1) }, secret })),
  );
  rows.push({
    what: `vault of ${CONNECTIONS}: save of one`,
    ...save,
    budget: `p95 <= 150 ms (${save.p95.toFixed(1)})`,
    ratio: save.p95 / 150,
  });
  const lock = await measureLock(vault);
  rows.push({ what: `vault of ${CONNECTIONS}: lock`, ...lock, budget: '<= 100 ms', ratio: lock.p99 / 100 });
  await vault.close();
}

async function measureLock(vault: Vault): Promise<{ p50: number; p99: number }> {
  const taken: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    await vault.unlock({ password });
    const started = performance.now();
    vault.lock();
    taken.push(performance.now() - started);
  }
  taken.sort((left, right) => left - right);
  return { p50: taken[10] ?? NaN, p99: taken[19] ?? NaN };
}

async function inspectRow(): Promise<void> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://identity.oraclecloud.com/',
    sub: 'user',
    aud: ['a', 'b'],
    exp: 2e9,
    iat: 1e9,
    scope: 'x '.repeat(200),
  };
  const token = `${part({ alg: 'RS256', kid: 'SIGNING_KEY', typ: 'JWT' })}.${part(claims)}.${'A'.repeat(342)}`;
  const inspect = await measure(200, () => inspectToken(token, { now: 1.5e12 }));
  rows.push({
    what: 'paste of a token: decoded and explained',
    ...inspect,
    budget: '<= 20 ms',
    ratio: inspect.p95 / 20,
  });
}

async function serve(listener: RequestListener): Promise<{ origin: string; close: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Through the bridge's own way in main, the vault's save included, beside the same request by undici alone. */
async function networkRows(folder: string): Promise<void> {
  const reply = JSON.stringify({ access_token: 'a'.repeat(900), token_type: 'Bearer', expires_in: 3600 });
  const server = await serve((incoming, response) => {
    incoming.resume().on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end(reply));
  });
  const bench = createHandlerBench(folder);
  const dispatcher = new Agent();
  const bare = async (path: string, method: 'GET' | 'POST', body?: string): Promise<unknown> => {
    const { body: read } = await request(`${server.origin}${path}`, {
      method,
      dispatcher,
      ...(body !== undefined && { body }),
    });
    return JSON.parse(await read.text());
  };
  await bench.call('vault.create', { password, useOsKeyring: false });
  const connection = {
    name: 'bench',
    endpoints: { token: `${server.origin}/token` },
    clientId: 'client',
    clientAuth: { method: 'client_secret_basic', secret: 'secret' },
    grant: { type: 'client_credentials' },
    scope: 'x',
  };
  await bench.call('connections.save', { connection });
  const [entry] = bench.vault.entries('connection');
  const expectOk = async (answer: ReturnType<typeof bench.call>): Promise<void> => {
    const result = await answer;
    if (!result.ok) throw new Error(result.error.message);
  };

  const token = await compare(
    150,
    () => expectOk(bench.call('tokens.request', { connectionId: entry?.id })),
    () => bare('/token', 'POST', 'grant_type=client_credentials&scope=x'),
    () => bench.vault.retrySave(),
  );
  const over = token.ours.p50 - token.bare.p50;
  rows.push({ what: 'token request, undici alone', ...token.bare, budget: '', ratio: 0 });
  rows.push({
    what: 'token request, shown',
    ...token.ours,
    budget: `+5 ms at p50 (+${over.toFixed(2)})`,
    ratio: over / 5,
  });
  rows.push({
    what: 'token request, slowest in a hundred',
    ...token.ours,
    budget: 'p99 <= 25 ms',
    ratio: token.ours.p99 / 25,
  });

  const get = { method: 'GET', url: `${server.origin}/api`, auth: { kind: 'none' } };
  const api = await compare(
    300,
    () => expectOk(bench.call('requests.send', { request: get })),
    () => bare('/api', 'GET'),
  );
  const apiOver = api.ours.p50 - api.bare.p50;
  rows.push({ what: 'API reply of 1 KB, undici alone', ...api.bare, budget: '', ratio: 0 });
  rows.push({
    what: 'API reply of 1 KB',
    ...api.ours,
    budget: `+5 ms at p50 (+${apiOver.toFixed(2)})`,
    ratio: apiOver / 5,
  });
  await dispatcher.close();
  await bench.dispose();
  server.close();
}

const folder = await mkdtemp(join(tmpdir(), 'grantsmith-bench-'));
try {
  await vaultRows(join(folder, 'large'));
  await inspectRow();
  await networkRows(join(folder, 'small'));
  print(rows);
  process.exitCode = rows.some(({ ratio }) => ratio > 1) ? 1 : 0;
} finally {
  await rm(folder, { recursive: true });
}
