import { afterEach, describe, expect, it } from 'vitest';
import { putConnection, readConnection } from '../../../../main/core/oauth/connection/connections.ts';
import { endSessionUrl } from '../../../../main/core/oauth/tokens/endSession.ts';
import { putToken } from '../../../../main/core/oauth/tokens/storedToken.ts';
import type { ConnectionLimits } from '../../../../preload/contract/connection.ts';
import { createFlowBench } from '../../../support/flowBench.ts';
import type { FlowBench } from '../../../support/flowBench.ts';
import { NOON } from '../../../support/oauthBench.ts';

let bench: FlowBench | undefined;
afterEach(() => bench?.flows.dispose());

/** A connection that came in a capsule, with a token of a person who signed in. */
async function limited(limits: ConnectionLimits) {
  const browser: string[] = [];
  bench = createFlowBench({ now: () => NOON, openBrowser: async (url) => void browser.push(url) });
  const { records, flows, desk } = bench;
  const id = await bench.save({ grant: { type: 'authorization_code', redirectUri: 'http://127.0.0.1/cb' } });
  await records.transact((transaction) => {
    putConnection(transaction, { ...readConnection(records, id), limits });
    putToken(transaction, {
      ...{ id: 'token-1', connectionId: id, accessToken: 'a', idToken: 'i.d.t', tokenType: 'Bearer' },
      ...{ obtainedAt: NOON, refreshCount: 0, grantType: 'authorization_code' },
    });
  });
  return { browser, flows, desk, id };
}

describe('what a capsule forbids', () => {
  it.each([
    ['to another host', { allowedHosts: ['other.example'] }, 'input.host-not-allowed'],
    ['after its end', { expiresAt: NOON }, 'vault.capsule-expired'],
  ])('is not done by the browser %s', async (_what, limits, code) => {
    const { browser, flows, desk, id } = await limited(limits);
    await expect(flows.request({ connectionId: id })).rejects.toMatchObject({ code });
    expect(browser).toEqual([]);
    expect(() => endSessionUrl(desk, 'token-1')).toThrow(expect.objectContaining({ code }));
  });
});
