import { describe, expect, it } from 'vitest';
import type { Events, GrantsmithApi } from '#contract/api.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow, FlowWaiting } from '#contract/flow.ts';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { Token, TokenOutcome, TokenSummary } from '#contract/token.ts';
import { createTokenStore, placeOf } from '../../../renderer/features/token/tokenStore.ts';
import type { TokenStore } from '../../../renderer/features/token/tokenStore.ts';

const CONNECTION = 'connection-1';

const exchange: Exchange = {
  id: 'exchange-1',
  purpose: 'token',
  startedAt: 1000,
  request: { method: 'POST', url: 'https://domain.example/oauth2/v1/token', headers: [] },
  timings: { dns: 0, connect: 0, tls: 0, firstByte: 3, download: 1, total: 4 },
};

const tokenOf = (id: string, change: Partial<Token> = {}): Token => ({
  id,
  connectionId: CONNECTION,
  accessToken: `text of ${id}`,
  tokenType: 'bearer',
  obtainedAt: 1000,
  grantType: 'client_credentials',
  refreshCount: 0,
  ...change,
});

const issued = (token: Token): Result<TokenOutcome> => ({
  ok: true,
  value: { kind: 'issued', token, exchange, warnings: [] },
});

const refused: Result<TokenOutcome> = {
  ok: true,
  value: { kind: 'refused', status: 401, error: 'invalid_client', exchange, diagnosis: { findings: [] } },
};

const failure = (code: ErrorReply['code']): { ok: false; error: ErrorReply } => ({
  ok: false,
  error: { code, message: 'It did not work.' },
});

interface Deferred<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
}

function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((take) => {
    resolve = take;
  });
  return { promise, resolve };
}

/** A bridge whose vault holds `stored`, newest first, and whose requests answer when the test says so. */
function fakeBench() {
  const listeners = new Set<{ event: string; listen: (data: object) => void }>();
  const requests: { input: unknown; answer: Deferred<Result<TokenOutcome>> }[] = [];
  const cancelled: string[] = [];
  const state = {
    stored: [] as Token[],
    flows: [] as Flow[],
    inquiry: Promise.resolve<ReturnType<typeof failure> | undefined>(undefined),
  };
  const pending = (input: unknown): Promise<Result<TokenOutcome>> => {
    const answer = deferred<Result<TokenOutcome>>();
    requests.push({ input, answer });
    return answer.promise;
  };
  const bench = {
    tokens: {
      request: pending,
      refresh: pending,
      cancel: async ({ requestId }: { requestId: string }) => {
        cancelled.push(requestId);
        return { ok: true as const, value: { cancelled: true } };
      },
      list: async () => ({ ok: true as const, value: state.stored satisfies TokenSummary[] }),
      get: async ({ tokenId }: { tokenId: string }) => {
        const found = state.stored.find(({ id }) => id === tokenId);
        return found === undefined ? failure('input.not-found') : { ok: true as const, value: found };
      },
      remove: async () => ({ ok: true as const, value: { removed: true } }),
      history: async () => ({ ok: true as const, value: [exchange] }),
      introspect: async () =>
        (await state.inquiry) ?? { ok: true as const, value: { active: true, claims: { sub: 'jane' }, exchange } },
      userinfo: async () => failure('protocol.unexpected-reply'),
      revoke: async () =>
        (await state.inquiry) ?? { ok: true as const, value: { accepted: true, status: 200, exchange } },
      curl: async () => ({ ok: true as const, value: { curl: 'curl' } }),
      flows: async () => ({ ok: true as const, value: state.flows }),
      continueWithUrl: async () => ({ ok: true as const, value: { accepted: true } }),
      openInBrowser: async () => ({ ok: true as const, value: { opened: '' } }),
      rename: async () => failure('bug'),
      setAutoRefresh: async () => failure('bug'),
      endSession: async () => failure('bug'),
      exportHar: async () => failure('bug'),
      exchangeCurl: async () => failure('bug'),
      copyCurl: async () => failure('bug'),
      copyExchangeCurl: async () => failure('bug'),
      saveHar: async () => failure('bug'),
    },
    on: (event: string, listener: (data: never) => void) => {
      const entry = { event, listen: (data: object): void => void Reflect.apply(listener, undefined, [data]) };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  } satisfies Pick<GrantsmithApi, 'tokens' | 'on'>;
  let ids = 0;
  const emit = async (name: keyof Events, data: object): Promise<void> => {
    for (const { event, listen } of listeners) if (event === name) listen(data);
    await settled();
  };
  const store = createTokenStore(bench, () => `request-${(ids += 1)}`);
  const stop = store.start();
  return {
    store,
    stop,
    requests,
    cancelled,
    state,
    /** Main's event, and the turns of the event loop that its readings need. */
    changed: () => emit('tokens.changed', { connectionId: CONNECTION }),
    emit,
    answer: async (at: number, result: Result<TokenOutcome>) => {
      requests[at]?.answer.resolve(result);
      await settled();
    },
  };
}

/** Every promise of the fake is resolved already, so one macrotask later all that follows from them has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const shown = (store: TokenStore) => placeOf(store.getState(), CONNECTION);

function shownId(store: TokenStore): string | undefined {
  const { outcome } = shown(store);
  return outcome.kind === 'issued' ? outcome.token.id : undefined;
}

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
