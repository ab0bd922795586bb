import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/core/failure.ts';
import { createAutoRefresh } from '../../../../main/core/oauth/tokens/autoRefresh.ts';
import { refreshToken, requestToken } from '../../../../main/core/oauth/tokens/requestToken.ts';
import { listTokens, readToken } from '../../../../main/core/oauth/tokens/storedToken.ts';
import { renameToken, setAutoRefresh } from '../../../../main/core/oauth/tokens/tokenSettings.ts';
import { answerWith, formOf, issued, refused } from '../../../support/cannedReply.ts';
import { createFakeClock } from '../../../support/fakeClock.ts';
import { createOAuthBench, issuedToken, NOON } from '../../../support/oauthBench.ts';

const MINUTE = 60_000;

/** A token of an hour that is refreshed by itself a minute before its end, and the server's answers to that. */
async function refreshing(
  answer: (count: number) => ReturnType<typeof issued> | Failure = () => issued(),
  leeway = 60,
) {
  const clock = createFakeClock(NOON);
  let refreshes = 0;
  const sendHttp = answerWith((request) => {
    if (request.purpose === 'token') return issued({ refresh_token: 'refresh-0' });
    refreshes += 1;
    const reply = answer(refreshes);
    if (reply instanceof Failure) throw reply;
    return reply;
  });
  const bench = createOAuthBench({ sendHttp, now: clock.now });
  const connectionId = await bench.save({ grant: { type: 'password', username: 'jane', password: 'a password' } });
  const { id: tokenId } = issuedToken(await requestToken(bench.desk, { connectionId }));
  await setAutoRefresh(bench.records, tokenId, leeway);
  const log: string[] = [];
  let ended: () => void = () => undefined;
  const autoRefresh = createAutoRefresh({
    desk: bench.desk,
    wait: clock.wait,
    onRefreshed: () => ended(),
    log: (line) => log.push(line),
  });
  /** Lets time pass in the steps of the timer until a refresh has ended; how long that took. */
  async function untilRefreshed(): Promise<number> {
    const start = clock.now();
    const over = new Promise<'over'>((resolve) => (ended = () => resolve('over')));
    for (;;) {
      // A refresh that is under way has its turn before time moves on.
      const next = await Promise.race([over, clock.nextWait()]);
      if (next === 'over') break;
      clock.advance(next);
    }
    return clock.now() - start;
  }
  const count = (): number => refreshes;
  return { bench, clock, tokenId, autoRefresh, untilRefreshed, count, log, requests: sendHttp.requests };
}

/** Work that is ready gets its turn. */
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the automatic refresh', () => {
  it('comes its leeway before the end, again and again', async () => {
    const { autoRefresh, untilRefreshed, bench, tokenId } = await refreshing();
    autoRefresh.look();
    expect(await untilRefreshed()).toBe(59 * MINUTE);
    expect(await untilRefreshed()).toBe(59 * MINUTE);
    expect(readToken(bench.records, tokenId)).toMatchObject({ refreshCount: 2, autoRefresh: { leewaySeconds: 60 } });
    autoRefresh.stop();
  });

  it('waits for half of the life of a token that is shorter than its leeway', async () => {
    const { autoRefresh, untilRefreshed } = await refreshing(() => issued(), 7200);
    autoRefresh.look();
    expect(await untilRefreshed()).toBe(30 * MINUTE);
    autoRefresh.stop();
  });

  it('never trusts a timer for longer than a minute, since none counts while the machine sleeps', async () => {
    const { autoRefresh, clock } = await refreshing();
    autoRefresh.look();
    expect(await clock.nextWait()).toBe(MINUTE);
    autoRefresh.stop();
    expect(clock.waiting()).toBe(0);
  });

  it('happens once, however many look and whoever refreshes by hand meanwhile', async () => {
    const { autoRefresh, bench, clock, tokenId, count } = await refreshing();
    clock.advance(59 * MINUTE);
    autoRefresh.look();
    autoRefresh.look();
    await refreshToken(bench.desk, tokenId);
    await clock.nextWait();
    expect(count()).toBe(1);
    autoRefresh.stop();
  });

  it('sends nothing while the vault is locked, and goes on after the unlock', async () => {
    const { autoRefresh, bench, clock, count, log, untilRefreshed } = await refreshing();
    autoRefresh.look();
    await clock.nextWait();
    bench.records.lock();
    autoRefresh.stop();
    expect(clock.waiting()).toBe(0);
    clock.advance(120 * MINUTE);
    autoRefresh.look();
    await tick();
    expect([count(), clock.waiting(), log]).toEqual([0, 0, []]);
    bench.records.unlock();
    autoRefresh.look();
    expect(await untilRefreshed()).toBe(0);
    autoRefresh.stop();
  });

  it('stops at the server’s no, keeps its words, and takes up again after a refresh by hand', async () => {
    const { autoRefresh, untilRefreshed, bench, clock, tokenId } = await refreshing((count) =>
      count === 1 ? refused(400, 'invalid_grant', 'The token has expired.') : issued(),
    );
    autoRefresh.look();
    await untilRefreshed();
    await tick();
    expect(clock.waiting()).toBe(0);
    expect(listTokens(bench.records)[0]?.autoRefresh).toEqual({
      leewaySeconds: 60,
      stopped: 'The server refused it: invalid_grant: The token has expired.',
    });
    await refreshToken(bench.desk, tokenId);
    expect(listTokens(bench.records)[0]?.autoRefresh).toEqual({ leewaySeconds: 60 });
  });

  it('tries again after a way that failed, later each time', async () => {
    const { autoRefresh, untilRefreshed, log } = await refreshing((count) =>
      count < 4 ? new Failure('network.dns', 'No such host.') : issued(),
    );
    autoRefresh.look();
    const waits: number[] = [];
    for (let at = 0; at < 4; at += 1) waits.push(await untilRefreshed());
    expect(waits).toEqual([59 * MINUTE, MINUTE / 2, MINUTE, 2 * MINUTE]);
    expect(log).toHaveLength(3);
    autoRefresh.stop();
  });

  it('leaves alone what is not set to it', async () => {
    const { autoRefresh, bench, clock, tokenId } = await refreshing();
    await setAutoRefresh(bench.records, tokenId, null);
    autoRefresh.look();
    await tick();
    expect(clock.waiting()).toBe(0);
    expect(readToken(bench.records, tokenId)).not.toHaveProperty('autoRefresh');
  });

  it('keeps the name that was given while a refresh was under way', async () => {
    const { bench, tokenId, requests } = await refreshing();
    const asked = refreshToken(bench.desk, tokenId);
    await renameToken(bench.records, tokenId, 'Night batch');
    await asked;
    expect(listTokens(bench.records)).toMatchObject([{ name: 'Night batch', refreshCount: 1 }]);
    expect(formOf(requests.at(-1))['grant_type']).toBe('refresh_token');
    await renameToken(bench.records, tokenId, '');
    expect(listTokens(bench.records)[0]).not.toHaveProperty('name');
  });
});
