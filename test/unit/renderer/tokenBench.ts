import type { GrantsmithApi } from '#contract/api.ts';
import type { Events } from '#contract/events.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow } from '#contract/flow.ts';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { Token, TokenOutcome, TokenSummary } from '#contract/token.ts';
import { createTokenStore, placeOf } from '../../../renderer/features/token/tokenStore.ts';
import type { TokenStore } from '../../../renderer/features/token/tokenStore.ts';

export const CONNECTION = 'connection-1';

export const exchange: Exchange = {
  id: 'exchange-1',
  purpose: 'token',
  startedAt: 1000,
  request: { method: 'POST', url: 'https://domain.example/oauth2/v1/token', headers: [] },
  timings: { dns: 0, connect: 0, tls: 0, firstByte: 3, download: 1, total: 4 },
};

export const tokenOf = (id: string, change: Partial<Token> = {}): Token => ({
  id,
  connectionId: CONNECTION,
  accessToken: `text of ${id}`,
  tokenType: 'bearer',
  obtainedAt: 1000,
  grantType: 'client_credentials',
  refreshCount: 0,
  ...change,
});

export const issued = (token: Token): Result<TokenOutcome> => ({
  ok: true,
  value: { kind: 'issued', token, exchange, warnings: [] },
});

export const refused: Result<TokenOutcome> = {
  ok: true,
  value: { kind: 'refused', status: 401, error: 'invalid_client', exchange, diagnosis: { findings: [] } },
};

export const failure = (code: ErrorReply['code']): { ok: false; error: ErrorReply } => ({
  ok: false,
  error: { code, message: 'It did not work.' },
});

interface Deferred<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
}

export function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((take) => {
    resolve = take;
  });
  return { promise, resolve };
}

/** A bridge whose vault holds `stored`, newest first, and whose requests answer when the test says so. */
export function fakeBench() {
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
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const shown = (store: TokenStore) => placeOf(store.getState(), CONNECTION);

export function shownId(store: TokenStore): string | undefined {
  const { outcome } = shown(store);
  return outcome.kind === 'issued' ? outcome.token.id : undefined;
}
