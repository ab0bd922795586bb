import { describe, expect, it } from 'vitest';
import { refreshToken, requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { listTokens, readToken } from '../../../../main/core/oauth/tokens/storedToken.ts';
import { createTokenDesk } from '../../../../main/core/oauth/tokens/tokenDesk.ts';
import { answerWith, issued } from '../../../support/cannedReply.ts';
import { createOAuthBench, issuedToken } from '../../../support/oauthBench.ts';

/** The vault is locked while the reply to a refresh is on its way; then it is opened again, or not. */
async function lockedInFlight(reply: object, isOpenedAgain: boolean) {
  let onReply = (): void => undefined;
  const sendHttp = answerWith((request) => {
    if (request.purpose === 'token') return issued({ refresh_token: 'refresh-0' });
    onReply();
    return issued(reply);
  });
  const bench = createOAuthBench({ sendHttp });
  const held: number[] = [];
  const desk = createTokenDesk({
    ...bench.desk,
    untilUnlocked: async (milliseconds) => {
      held.push(milliseconds);
      if (isOpenedAgain) bench.records.unlock();
      return isOpenedAgain;
    },
  });
  const connectionId = await bench.save({ grant: { type: 'password', username: 'jane', password: 'a password' } });
  const { id: tokenId } = issuedToken(await requestToken(desk, { connectionId }));
  onReply = () => bench.records.lock();
  const refreshed = refreshToken(desk, tokenId);
  return { bench, held, refreshed, tokenId };
}

describe('a reply that comes for a locked vault', () => {
  it('is held for half a minute when it brings the only good refresh token, and kept after an unlock', async () => {
    const { bench, held, refreshed, tokenId } = await lockedInFlight({ refresh_token: 'refresh-1' }, true);
    expect(await refreshed).toMatchObject({ kind: 'issued' });
    expect(held).toEqual([30_000]);
    expect(readToken(bench.records, tokenId)).toMatchObject({ refreshToken: 'refresh-1', refreshCount: 1 });
  });

  it('is dropped when nobody unlocks, and the person is told what to do', async () => {
    const { bench, refreshed, tokenId } = await lockedInFlight({ refresh_token: 'refresh-1' }, false);
    await expect(refreshed).rejects.toMatchObject({ code: 'vault.locked' });
    await expect(refreshed).rejects.toThrow('sign in again');
    bench.records.unlock();
    expect(readToken(bench.records, tokenId).refreshToken).toBe('refresh-0');
  });

  it('is dropped at once when it holds nothing that cannot be asked for again', async () => {
    const sendHttp = answerWith(() => {
      bench.records.lock();
      return issued();
    });
    const bench = createOAuthBench({ sendHttp });
    const connectionId = await bench.save();
    await expect(requestToken(bench.desk, { connectionId })).rejects.toMatchObject({ code: 'vault.locked' });
    bench.records.unlock();
    expect(listTokens(bench.records)).toEqual([]);
  });
});
