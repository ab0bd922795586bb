import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/core/failure.ts';
import { removeConnection } from '../../../../main/core/oauth/connection/connections.ts';
import { refreshToken, requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { unansweredSince } from '../../../../main/core/oauth/tokens/unansweredRefresh.ts';
import type { Canned } from '../../../support/cannedReply.ts';
import { answerWith, issued, refused } from '../../../support/cannedReply.ts';
import { createOAuthBench, issuedToken, NOON } from '../../../support/oauthBench.ts';

const CONSUMED = refused(400, 'invalid_grant', 'The token has already been consumed.');

/** A token set whose refreshes the server answers so, one after the other. */
async function refreshing(answers: (Canned | Failure)[]) {
  const sendHttp = answerWith((request) => {
    if (request.purpose === 'token') return issued({ refresh_token: 'refresh-0' });
    const answer = answers.shift() ?? issued();
    if (answer instanceof Failure) throw answer;
    return answer;
  });
  const bench = createOAuthBench({ sendHttp });
  const connectionId = await bench.save({ grant: { type: 'password', username: 'jane', password: 'a password' } });
  const { id: tokenId } = issuedToken(await requestToken(bench.desk, { connectionId }));
  const refresh = () => refreshToken(bench.desk, tokenId);
  const since = () => unansweredSince(bench.records, connectionId, 'refresh-0');
  return { ...bench, connectionId, tokenId, refresh, since, sent: sendHttp.requests };
}

const failed = (code: ConstructorParameters<typeof Failure>[0]) => new Failure(code, 'It did not work.');

describe('a refresh', () => {
  it('is written down before it is sent, and struck out with its answer', async () => {
    const { refresh, since, records, tokenId } = await refreshing([issued({ refresh_token: 'refresh-1' })]);
    const before = records.writes.length;
    await refresh();
    expect(records.writes.slice(before).map((ids) => ids.includes(tokenId))).toEqual([false, true]);
    expect(since()).toBeUndefined();
  });

  it('is not sent when it cannot be written down, so the refresh token stays good', async () => {
    const { refresh, records, sent } = await refreshing([]);
    records.breakDisk();
    await expect(refresh()).rejects.toMatchObject({ code: 'vault.not-saved' });
    expect(sent.map(({ purpose }) => purpose)).toEqual(['token']);
  });

  it.each([
    ['an answer that is no', CONSUMED, undefined],
    ['a host that is not found', failed('network.dns'), undefined],
    ['a certificate that is not trusted', failed('tls.expired'), undefined],
    ['a time-out', failed('network.timeout'), NOON],
    ['a line that was cut', failed('network.interrupted'), NOON],
    ['a reply that is not JSON', { body: '<html>' }, NOON],
    ['an error of a gateway', { status: 502, body: '' }, NOON],
  ])('leaves after %s what is known of it', async (_, answer, expected) => {
    const { refresh, since } = await refreshing([answer]);
    await refresh().catch((error: unknown) => expect(error).toBeInstanceOf(Failure));
    expect(since()).toBe(expected);
  });

  it('whose answer was lost explains the refusal of the next, and of that after it', async () => {
    const { refresh } = await refreshing([failed('network.interrupted'), CONSUMED, CONSUMED]);
    await expect(refresh()).rejects.toMatchObject({ code: 'network.interrupted' });
    for (let at = 0; at < 2; at += 1) {
      const outcome = await refresh();
      expect(outcome.kind === 'refused' && outcome.diagnosis.findings[0]?.cause).toBe('grant.refresh-unanswered');
    }
  });

  it('whose answer was lost is forgotten when the next is answered', async () => {
    const { refresh, since } = await refreshing([failed('network.timeout'), issued()]);
    await expect(refresh()).rejects.toThrow();
    await refresh();
    expect(since()).toBeUndefined();
  });

  it('leaves nothing behind when its connection is removed', async () => {
    const { refresh, records, connectionId, since } = await refreshing([failed('network.timeout')]);
    await expect(refresh()).rejects.toThrow();
    await removeConnection(records, new Map(), connectionId);
    expect(since()).toBeUndefined();
  });
});
