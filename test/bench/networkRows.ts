import { Agent, request } from 'undici';
import { createHandlerBench } from '../support/handlerBench.ts';
import { compare, type Row } from './measure.ts';
import { serve } from './serve.ts';

const password = 'bench';

/** Through the bridge's own way in main, the vault's save included, beside the same request by undici alone. */
export async function networkRows(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
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
  rows.push({ what: 'token request, undici alone', ...token.bare, budget: '' });
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
  rows.push({ what: 'API reply of 1 KB, undici alone', ...api.bare, budget: '' });
  rows.push({
    what: 'API reply of 1 KB',
    ...api.ours,
    budget: `+5 ms at p50 (+${apiOver.toFixed(2)})`,
    ratio: apiOver / 5,
  });
  await dispatcher.close();
  await bench.dispose();
  server.close();
  return rows;
}
