import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { TokenSummary } from '#contract/token.ts';

export interface TokensState {
  /** All stored tokens, as main lists them; no token text is among them. */
  tokens: TokenSummary[];
}

export type TokensStore = StoreApi<TokensState> & { start: () => () => void };

/** What lists and countdowns need to know of the tokens. */
export function createTokensStore(bench: Pick<GrantsmithApi, 'tokens' | 'on'>): TokensStore {
  const store = createStore<TokensState>(() => ({ tokens: [] }));
  const reload = async (): Promise<void> => {
    const result = await bench.tokens.list({});
    store.setState({ tokens: result.ok ? result.value : [] });
  };
  return Object.assign(store, {
    start: () => {
      void reload();
      return bench.on('tokens.changed', () => void reload());
    },
  });
}

/** The connection's token in use: the one obtained last. */
export function currentTokenOf(tokens: readonly TokenSummary[], connectionId: string): TokenSummary | undefined {
  return tokens
    .filter((token) => token.connectionId === connectionId)
    .reduce<TokenSummary | undefined>(
      (latest, token) => (latest && latest.obtainedAt >= token.obtainedAt ? latest : token),
      undefined,
    );
}
