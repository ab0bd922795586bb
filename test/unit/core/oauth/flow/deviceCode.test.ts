import { describe, expect, it } from 'vitest';
import type { ConnectionInput } from '#contract/connection.ts';
import { Failure } from '../../../../../main/core/failure.ts';
import { readHistory } from '../../../../../main/core/oauth/tokens/history.ts';
import { listTokens } from '../../../../../main/core/oauth/tokens/storedToken.ts';
import { answerWith, formOf, issued, refused } from '../../../../support/cannedReply.ts';
import { createFakeClock } from '../../../../support/fakeClock.ts';
import { createFlowBench } from '../../../../support/flowBench.ts';

const DEVICE_CODE = 'device-code-0123456789abcdef';
const CODES = {
  device_code: DEVICE_CODE,
  user_code: 'WDJBMJHT',
  verification_uri: 'https://login.example.com/ui/v1/device',
  expires_in: 300,
};
type Canned = ReturnType<typeof issued>;

/** A device flow whose server answers the polls with these, one after the other; the last one again and again. */
async function startFlow(polls: (Canned | Failure)[], codes: object = {}, connection: Partial<ConnectionInput> = {}) {
  const clock = createFakeClock(Date.UTC(2026, 0, 1));
  let polled = 0;
  const sendHttp = answerWith((request) => {
    if (request.purpose === 'device') return { body: JSON.stringify({ ...CODES, ...codes }) };
    const answer = polls[Math.min(polled, polls.length - 1)];
    polled += 1;
    if (answer === undefined || answer instanceof Failure) throw answer ?? new Error('no poll was expected');
    return answer;
  });
  const bench = createFlowBench({ sendHttp, now: clock.now, wait: clock.wait });
  const connectionId = await bench.save({
    grant: { type: 'device_code' },
    clientAuth: { method: 'none' },
    scope: 'openid',
    ...connection,
  });
  const pending = await bench.flows.request({ connectionId, requestId: 'request-1' });
  const polledAt: number[] = [];
  /** Lets so many polls take place; how long each was waited for, in seconds. */
  async function poll(times: number): Promise<number[]> {
    for (let at = 0; at < times; at += 1) {
      const milliseconds = await clock.nextWait();
      polledAt.push(milliseconds / 1000);
      clock.advance(milliseconds);
    }
    return polledAt;
  }
  return { bench, clock, connectionId, pending, poll, requests: sendHttp.requests };
}

const pendingReply = refused(400, 'authorization_pending');

describe('a device code', () => {
  it('is told at once, and brings a token when the person has typed it', async () => {
    const { bench, connectionId, pending, poll, requests } = await startFlow([pendingReply, pendingReply, issued()]);
    expect(pending).toEqual({
      kind: 'pending',
      userCode: 'WDJBMJHT',
      verificationUri: CODES.verification_uri,
      expiresAt: Date.UTC(2026, 0, 1) + 300_000,
      requestId: 'request-1',
    });
    expect(formOf(requests[0])).toEqual({ client_id: 'example-client', response_type: 'device_code', scope: 'openid' });
    expect(await poll(3)).toEqual([5, 5, 5]);
    expect(await bench.ended('request-1')).toMatchObject({ connectionId, outcome: { kind: 'issued' } });
    expect(formOf(requests.at(-1))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: DEVICE_CODE,
      client_id: 'example-client',
    });
    expect(listTokens(bench.records, connectionId)).toMatchObject([{ grantType: 'device_code' }]);
    expect(readHistory(bench.records, connectionId).map(({ purpose }) => purpose)).toEqual(['token', 'device']);
  });

  it('is recorded without its secrets', async () => {
    const { bench, connectionId, poll } = await startFlow([pendingReply, issued()]);
    await poll(2);
    await bench.ended('request-1');
    const [flow] = bench.flows.list(connectionId);
    expect(flow?.steps.map(({ kind }) => kind)).toEqual(['device', 'device', 'poll', 'token', 'keys']);
    expect(flow?.ended?.result).toBe('issued');
    expect(JSON.stringify(flow)).not.toMatch(/device-code-0123456789abcdef|WDJBMJHT/);
  });

  it('is asked for at the pace of the server: its interval, and five seconds more for each slow_down', async () => {
    const slower = refused(400, 'slow_down');
    const { bench, poll } = await startFlow([slower, pendingReply, slower, issued()], { interval: 7 });
    expect(await poll(4)).toEqual([7, 12, 12, 17]);
    expect(await bench.ended('request-1')).toMatchObject({ outcome: { kind: 'issued' } });
  });

  it.each([
    ['no interval at all', { interval: 0.001 }, 1],
    ['an interval beyond its life', { interval: 100_000 }, 300],
  ])('is never asked for without a pause, nor forgotten: %s', async (_, codes, seconds) => {
    const { poll } = await startFlow([pendingReply], codes);
    expect((await poll(1))[0]).toBe(seconds);
  });

  it('survives a way that fails, and waits longer after it', async () => {
    const lost = new Failure('network.timeout', 'No answer.');
    const { bench, poll } = await startFlow([lost, lost, pendingReply, issued()]);
    expect(await poll(4)).toEqual([5, 10, 20, 20]);
    expect(await bench.ended('request-1')).toMatchObject({ outcome: { kind: 'issued' } });
  });

  it.each(['access_denied', 'expired_token', 'invalid_grant'])('ends with the server’s no: %s', async (error) => {
    const { bench, clock, connectionId, poll } = await startFlow([pendingReply, refused(400, error, 'No.')]);
    await poll(2);
    expect(await bench.ended('request-1')).toMatchObject({
      outcome: { kind: 'refused', error, errorDescription: 'No.' },
    });
    expect(bench.flows.list(connectionId)[0]?.ended?.result).toBe('refused');
    expect(listTokens(bench.records, connectionId)).toEqual([]);
    expect(clock.waiting()).toBe(0);
  });

  it('ends by itself when its time is over, without a last question', async () => {
    const { bench, clock, poll, requests } = await startFlow([pendingReply], { expires_in: 12, interval: 5 });
    expect(await poll(3)).toEqual([5, 5, 2]);
    expect(await bench.ended('request-1')).toMatchObject({ error: { code: 'protocol.sign-in-expired' } });
    expect(requests).toHaveLength(3);
    expect(clock.waiting()).toBe(0);
  });

  it('ends when it is cancelled while it waits', async () => {
    const { bench, clock, connectionId, poll } = await startFlow([pendingReply]);
    await poll(1);
    await clock.nextWait();
    expect(bench.flows.cancel('request-1')).toBe(true);
    expect(await bench.ended('request-1')).toMatchObject({ error: { code: 'cancelled' } });
    expect(bench.flows.list(connectionId)[0]?.ended?.result).toBe('cancelled');
    expect(clock.waiting()).toBe(0);
  });

  it('ends when the vault is locked', async () => {
    const { bench, clock } = await startFlow([pendingReply]);
    await clock.nextWait();
    bench.records.lock();
    bench.flows.onLocked();
    expect(await bench.ended('request-1')).toMatchObject({ error: { code: 'vault.locked' } });
    expect(clock.waiting()).toBe(0);
    expect(bench.log).toEqual([]);
  });

  it('opens its page when the person asks for that, with the code in it where the server offers it', async () => {
    const complete = `${CODES.verification_uri}?user_code=WDJBMJHT`;
    const { bench } = await startFlow([pendingReply], { verification_uri_complete: complete });
    expect(await bench.flows.openInBrowser('request-1')).toBe(complete);
    expect((await bench.opened()).href).toBe(complete);
  });

  it('passes on a refusal of the first request, which ends it', async () => {
    const sendHttp = answerWith(() => refused(401, 'invalid_client', 'Client authentication failed.'));
    const bench = createFlowBench({ sendHttp });
    const connectionId = await bench.save({ grant: { type: 'device_code' }, clientAuth: { method: 'none' } });
    const outcome = await bench.flows.request({ connectionId, requestId: 'request-1' });
    expect(outcome).toMatchObject({ kind: 'refused', status: 401, error: 'invalid_client' });
    expect(bench.flows.cancel('request-1')).toBe(false);
    expect(bench.flows.list(connectionId)[0]?.ended?.result).toBe('refused');
  });

  it.each([
    ['no JSON', '<html>', 'protocol.not-json'],
    ['no user code', JSON.stringify({ ...CODES, user_code: undefined }), 'protocol.unexpected-reply'],
    ['no lifetime', JSON.stringify({ ...CODES, expires_in: undefined }), 'protocol.unexpected-reply'],
  ])('says what is wrong with a reply of %s', async (_, body, code) => {
    const bench = createFlowBench({ sendHttp: answerWith(() => ({ body })) });
    const connectionId = await bench.save({ grant: { type: 'device_code' }, clientAuth: { method: 'none' } });
    await expect(bench.flows.request({ connectionId })).rejects.toMatchObject({ code });
    expect(bench.flows.list(connectionId)[0]?.ended?.result).toBe('failed');
  });
});
