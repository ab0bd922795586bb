import { describe, expect, it } from 'vitest';
import type { Flow, FlowWaiting } from '#contract/flow.ts';
import {
  CONNECTION,
  exchange,
  tokenOf,
  issued,
  refused,
  failure,
  deferred,
  fakeBench,
  settled,
  shown,
  shownId,
} from './tokenBench.ts';

describe('opening', () => {
  it('shows the newest stored token and the history', async () => {
    const { store, state } = fakeBench();
    state.stored = [tokenOf('new'), tokenOf('old')];
    await store.open(CONNECTION);
    expect(shownId(store)).toBe('new');
    expect(shown(store).history).toEqual({ kind: 'loaded', exchanges: [exchange], flows: [] });
  });

  it('says so when there is none', async () => {
    const { store } = fakeBench();
    expect(shown(store).outcome.kind).toBe('loading');
    await store.open(CONNECTION);
    expect(shown(store).outcome).toEqual({ kind: 'none' });
  });

  it('keeps a refusal that the person left and came back to', async () => {
    const { store, state, answer } = fakeBench();
    await store.open(CONNECTION);
    void store.requestToken(CONNECTION, {});
    await answer(0, refused);
    state.stored = [tokenOf('elsewhere')];
    await store.open(CONNECTION);
    expect(shown(store).outcome.kind).toBe('refused');
  });
});

describe('a request', () => {
  it('keeps the old token in sight until the new one is there', async () => {
    const { store, state, answer, requests } = fakeBench();
    state.stored = [tokenOf('old')];
    await store.open(CONNECTION);
    void store.requestToken(CONNECTION, { scope: 'a b' });
    expect(shown(store).asking).toEqual({ kind: 'requesting', requestId: 'request-1' });
    expect(shownId(store)).toBe('old');
    expect(requests[0]?.input).toEqual({
      connectionId: CONNECTION,
      requestId: 'request-1',
      overrides: { scope: 'a b' },
    });
    await answer(0, issued(tokenOf('new')));
    expect(shownId(store)).toBe('new');
    expect(shown(store).asking).toEqual({ kind: 'nothing' });
  });

  it('is not sent twice while it is under way', async () => {
    const { store, requests } = fakeBench();
    void store.requestToken(CONNECTION, {});
    void store.requestToken(CONNECTION, {});
    void store.refreshToken(CONNECTION, 'old');
    expect(requests).toHaveLength(1);
  });

  it('that is cancelled leaves what was there', async () => {
    const { store, state, answer, cancelled } = fakeBench();
    state.stored = [tokenOf('old')];
    await store.open(CONNECTION);
    void store.requestToken(CONNECTION, {});
    await store.cancel(CONNECTION);
    await answer(0, failure('cancelled'));
    expect(cancelled).toEqual(['request-1']);
    expect(shownId(store)).toBe('old');
    expect(shown(store).asking).toEqual({ kind: 'nothing' });
  });

  it('that fails on the way is told as a failure of that request', async () => {
    const { store, answer } = fakeBench();
    void store.refreshToken(CONNECTION, 'old');
    await answer(0, failure('network.dns'));
    expect(shown(store).outcome).toMatchObject({ kind: 'failed', purpose: 'refresh', error: { code: 'network.dns' } });
  });

  it('does not let the event that precedes its answer replace the answer', async () => {
    const { store, state, answer, changed } = fakeBench();
    await store.open(CONNECTION);
    void store.requestToken(CONNECTION, {});
    state.stored = [tokenOf('new')];
    await changed();
    expect(shownId(store)).toBeUndefined();
    await answer(0, issued(tokenOf('new')));
    await changed();
    // Read again from the vault it would have lost its exchange.
    expect(shown(store).outcome).toMatchObject({ kind: 'issued', exchange: { id: 'exchange-1' } });
  });
});

describe('a change in main', () => {
  it('brings a token that another tab obtained', async () => {
    const { store, state, changed } = fakeBench();
    await store.open(CONNECTION);
    state.stored = [tokenOf('new')];
    await changed();
    expect(shownId(store)).toBe('new');
  });

  it('brings the renewed text of the same token', async () => {
    const { store, state, changed } = fakeBench();
    state.stored = [tokenOf('one')];
    await store.open(CONNECTION);
    state.stored = [tokenOf('one', { accessToken: 'renewed', refreshCount: 1 })];
    await changed();
    expect(shown(store).outcome).toMatchObject({ token: { accessToken: 'renewed' } });
  });

  it('leaves a token that the person picked, until that one is gone', async () => {
    const { store, state, changed } = fakeBench();
    state.stored = [tokenOf('new'), tokenOf('old')];
    await store.open(CONNECTION);
    await store.showToken(CONNECTION, 'old');
    state.stored = [tokenOf('newest'), tokenOf('new'), tokenOf('old')];
    await changed();
    expect(shownId(store)).toBe('old');
    state.stored = [tokenOf('newest'), tokenOf('new')];
    await changed();
    expect(shownId(store)).toBe('newest');
    state.stored = [];
    await changed();
    expect(shown(store).outcome).toEqual({ kind: 'none' });
  });

  it('of a connection that was never opened reads nothing', async () => {
    const { store, changed } = fakeBench();
    await changed();
    expect(store.getState().places).toEqual({});
  });
});

describe('an inquiry', () => {
  it('stands beside the token and goes with it', async () => {
    const { store, state } = fakeBench();
    state.stored = [tokenOf('new'), tokenOf('old')];
    await store.open(CONNECTION);
    await store.inquire(CONNECTION, 'new', 'introspect');
    expect(shown(store).inquiry).toMatchObject({ kind: 'introspected', value: { active: true } });
    await store.inquire(CONNECTION, 'new', 'userinfo');
    expect(shown(store).inquiry).toMatchObject({ kind: 'failed', name: 'userinfo' });
    await store.showToken(CONNECTION, 'old');
    expect(shown(store).inquiry).toEqual({ kind: 'none' });
  });

  it.each([
    ['introspect', 'none'],
    ['revoke', 'revoke-cancelled'],
  ] as const)('of %s can be cancelled', async (name, kind) => {
    const { store, state, cancelled } = fakeBench();
    const asked = deferred<ReturnType<typeof failure>>();
    state.inquiry = asked.promise;
    const inquiry = store.inquire(CONNECTION, 'one', name);
    await store.cancel(CONNECTION);
    expect(cancelled).toEqual(['request-1']);
    asked.resolve(failure('cancelled'));
    await inquiry;
    expect(shown(store).inquiry).toEqual({ kind });
  });
});

describe('the lock', () => {
  it('takes every token out of the page, and what comes late stays out', async () => {
    const { store, state, stop, answer } = fakeBench();
    state.stored = [tokenOf('secret')];
    await store.open(CONNECTION);
    void store.requestToken(CONNECTION, {});
    const late = store.inquire(CONNECTION, 'secret', 'introspect');
    const reading = store.showToken(CONNECTION, 'secret');
    stop();
    await answer(0, issued(tokenOf('late')));
    await Promise.all([late, reading]);
    expect(store.getState().places).toEqual({});
  });
});

describe('a sign-in that a page before this one began', () => {
  const flowOf = (waiting?: FlowWaiting): Flow => ({
    ...{ id: 'flow-1', connectionId: CONNECTION, requestId: 'earlier', grantType: 'authorization_code' },
    ...{ startedAt: 1000, steps: [], foreignCallbacks: 0 },
    ...(waiting === undefined ? {} : { waiting }),
  });
  const CODE = {
    ...{ for: 'device', url: 'https://domain.example/device?code=WDJB', pasteOnly: false, until: 9000 },
    ...{ userCode: 'WDJB', verificationUri: 'https://domain.example/device' },
  } satisfies FlowWaiting;
  const end = { flowId: 'flow-1', requestId: 'earlier', connectionId: CONNECTION };

  it('is shown as under way, can be cancelled, and its token arrives by its end', async () => {
    const { store, state, emit, cancelled } = fakeBench();
    state.flows = [flowOf({ for: 'callback', url: 'https://domain.example', pasteOnly: false, until: 9000 })];
    await store.open(CONNECTION);
    expect(shown(store).asking).toEqual({ kind: 'requesting', requestId: 'earlier' });
    await store.cancel(CONNECTION);
    expect(cancelled).toEqual(['earlier']);
    await emit('flow.ended', { ...end, outcome: { kind: 'issued', token: tokenOf('new'), exchange, warnings: [] } });
    expect(shown(store)).toMatchObject({ asking: { kind: 'nothing' }, outcome: { kind: 'issued' } });
    expect(shownId(store)).toBe('new');
  });

  it('shows the code of a device again, whatever token is stored', async () => {
    const { store, state, emit } = fakeBench();
    state.stored = [tokenOf('stored')];
    state.flows = [flowOf(CODE)];
    await store.open(CONNECTION);
    await settled();
    expect(shown(store).outcome).toEqual({
      kind: 'pending',
      code: {
        ...{ kind: 'pending', userCode: 'WDJB', verificationUri: CODE.verificationUri, requestId: 'earlier' },
        ...{ verificationUriComplete: CODE.url, expiresAt: 9000 },
      },
    });
    state.flows = [];
    await emit('flow.ended', { ...end, error: { code: 'cancelled', message: 'It was cancelled.' } });
    expect(shownId(store)).toBe('stored');
  });

  it('is not taken for running when its end was told before the reading came', async () => {
    const { store, state, emit } = fakeBench();
    state.flows = [flowOf(CODE)];
    const opening = store.open(CONNECTION);
    void emit('flow.ended', { ...end, error: { code: 'cancelled', message: 'It was cancelled.' } });
    await opening;
    expect(shown(store)).toMatchObject({ asking: { kind: 'nothing' }, outcome: { kind: 'none' } });
  });
});
