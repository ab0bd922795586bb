import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { toConnections } from '../../main/sandbox/connections.ts';
import type { Sandbox } from '../../main/sandbox/serveSandbox.ts';
import { createFlowBench } from '../support/flowBench.ts';
import { createHttpBrowser } from '../support/httpBrowser.ts';
import { serveForTest } from './sandboxSupport.ts';

const ALLOW = { username: 'jane.doe', password: 'Practice-1', answer: 'allow' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await serveForTest();
});
afterAll(() => sandbox.stop());

function connectionOf(key: string): ConnectionInput {
  const found = toConnections(sandbox).find((connection) => connection.key === key);
  if (!found) throw new Error(`the practice domain makes no connection ${key}`);
  return found.input;
}

describe('the connections of the practice domain', () => {
  it('sign in through the browser, as an identity domain does it', async () => {
    const bench = createFlowBench();
    const connectionId = await bench.save(connectionOf('browser'));
    const asked = bench.flows.request({ connectionId, requestId: 'request-1' });
    const browser = createHttpBrowser();
    const page = await browser.visit((await bench.opened()).href);
    expect(page.text).toContain('Practice sign-in');
    const back = await browser.submit(page, ALLOW);
    await browser.visit(back.url);
    const outcome = await asked;
    expect(outcome).toMatchObject({ kind: 'issued', token: { refreshToken: true, grantType: 'authorization_code' } });
    const checks = bench.flows.list(connectionId)[0]?.steps.flatMap((step) => step.checks);
    expect(checks?.filter(({ result }) => result === 'fail')).toEqual([]);
    expect(checks?.filter(({ result }) => result === 'pass').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['PKCE', 'state', 'nonce', 'iss', 'aud', 'exp', 'iat', 'signature']),
    );
  });

  it('show a device code, and get the token when it was typed and allowed elsewhere', { timeout: 60_000 }, async () => {
    const bench = createFlowBench();
    const connectionId = await bench.save(connectionOf('device'));
    const pending = await bench.flows.request({ connectionId, requestId: 'request-1' });
    if (pending.kind !== 'pending') throw new Error(JSON.stringify(pending));
    const browser = createHttpBrowser();
    const typing = await browser.visit(pending.verificationUri);
    const confirming = await browser.submit(typing, { user_code: pending.userCode });
    const signingIn = await browser.submit(confirming);
    const done = await browser.submit(signingIn, ALLOW);
    expect(done.text).toContain('The device is signed in');
    expect(await bench.ended('request-1')).toMatchObject({ outcome: { kind: 'issued' } });
  });
});
