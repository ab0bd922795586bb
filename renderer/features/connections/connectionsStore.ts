import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ConnectionSummary } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';

export type ConnectionsState =
  { kind: 'loading' } | { kind: 'loaded'; connections: ConnectionSummary[] } | { kind: 'failed'; error: ErrorReply };

export type ConnectionsStore = StoreApi<ConnectionsState> & {
  /** Follows main's changes until the answer is called. */
  start: () => () => void;
  reload: () => Promise<void>;
};

/** The list of the left column. Main is the truth; this is its last answer. */
export function createConnectionsStore(bench: Pick<GrantsmithApi, 'connections' | 'on'>): ConnectionsStore {
  const store = createStore<ConnectionsState>(() => ({ kind: 'loading' }));
  const reload = async (): Promise<void> => {
    const result = await bench.connections.list();
    // `true` replaces the state: a union has no leftovers of its last kind.
    store.setState(
      result.ok ? { kind: 'loaded', connections: result.value } : { kind: 'failed', error: result.error },
      true,
    );
  };
  return Object.assign(store, {
    reload,
    start: () => {
      void reload();
      return bench.on('connections.changed', () => void reload());
    },
  });
}
