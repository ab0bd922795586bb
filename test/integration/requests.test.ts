import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { answered, createRequestBench } from '../support/requestBench.ts';
import type { RequestBench } from '../support/requestBench.ts';
import { serveForTest } from './sandboxSupport.ts';

describe('against the practice API', () => {
  let sandbox: Sandbox;
  let bench: RequestBench;

  beforeAll(async () => {
    sandbox = await serveForTest();
    bench = createRequestBench();
  });
  afterAll(async () => {
    bench.network.dispose();
    await sandbox.stop();
  });

  function practiceConnection(grant: string): ConnectionInput {
    const made = toConnections(sandbox).find(({ input }) => input.grant.type === grant);
    if (!made) throw new Error('there is no such practice connection');
    return made.input;
  }

  it('gets a token by itself and calls a relative address with it', async () => {
    const connectionId = await bench.saveConnection(practiceConnection('client_credentials'));
    const url = sandbox.examples[0]?.url.slice(sandbox.apiUrl.length) ?? '';
    const request = { url, connectionId, auth: { kind: 'connection' } } as const;
    const first = answered(await bench.send(request));
    expect([first.status, first.token?.source]).toEqual([200, 'requested']);
    const second = answered(await bench.send(request));
    expect([second.status, second.token]).toEqual([200, { id: first.token?.id, source: 'stored' }]);
    expect(second.body.text).toContain('{');
  });
});
