import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ApiRequest, SavedRequest } from '#contract/apiRequest.ts';
import type { ErrorReply, Result } from '#contract/result.ts';

export type SavedRequestsState =
  { kind: 'loading' } | { kind: 'loaded'; requests: SavedRequest[] } | { kind: 'failed'; error: ErrorReply };

export type SavedRequestsStore = StoreApi<SavedRequestsState> & {
  /** Reads the list; the answer forgets it. */
  start: () => () => void;
  reload: () => Promise<void>;
  /** Stores a request, under its id when it has one. */
  save: (name: string, request: ApiRequest, id?: string) => Promise<Result<{ id: string }>>;
  remove: (id: string) => Promise<Result<unknown>>;
};

/** The stored requests of all connections. Main is the truth; this is its last answer. */
export function createSavedRequestsStore(bench: Pick<GrantsmithApi, 'requests'>): SavedRequestsStore {
  const store = createStore<SavedRequestsState>(() => ({ kind: 'loading' }));
  let isOpen = false;
  const reload = async (): Promise<void> => {
    const result = await bench.requests.list();
    if (!isOpen) return;
    store.setState(
      result.ok ? { kind: 'loaded', requests: result.value } : { kind: 'failed', error: result.error },
      true,
    );
  };
  return Object.assign(store, {
    reload,
    start: () => {
      isOpen = true;
      void reload();
      return () => {
        isOpen = false;
        store.setState({ kind: 'loading' }, true);
      };
    },
    save: async (name: string, request: ApiRequest, id?: string) => {
      const result = await bench.requests.save({ name, request, ...(id === undefined ? {} : { id }) });
      if (result.ok) await reload();
      return result;
    },
    remove: async (id: string) => {
      const result = await bench.requests.remove({ id });
      if (result.ok) await reload();
      return result;
    },
  });
}

/** A connection's own requests, by name. */
export function savedOf(state: SavedRequestsState, connectionId: string): SavedRequest[] {
  if (state.kind !== 'loaded') return [];
  return state.requests
    .filter(({ request }) => request.connectionId === connectionId)
    .sort((a, b) => a.name.localeCompare(b.name));
}
