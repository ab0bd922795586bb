import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ConnectionSummary } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { SandboxStatus } from '#contract/sandbox.ts';

export interface SandboxStoreState {
  status: SandboxStatus;
  working: 'nothing' | 'starting' | 'stopping';
  error?: ErrorReply | undefined;
}

export type SandboxStore = StoreApi<SandboxStoreState> & {
  start: () => () => void;
  /** Starts the practice domain; the answer is its ready connections, none when it failed (the error is in the state). */
  startDomain: () => Promise<ConnectionSummary[]>;
  stopDomain: () => Promise<void>;
};

export function createSandboxStore(bench: Pick<GrantsmithApi, 'sandbox' | 'on'>): SandboxStore {
  const store = createStore<SandboxStoreState>(() => ({ status: { state: 'stopped' }, working: 'nothing' }));
  return Object.assign(store, {
    start: () => {
      void bench.sandbox.status().then((result) => {
        if (result.ok) store.setState({ status: result.value });
      });
      return bench.on('sandbox.status', (status) => store.setState({ status }));
    },
    startDomain: async () => {
      store.setState({ working: 'starting', error: undefined });
      const result = await bench.sandbox.start();
      store.setState({ working: 'nothing', error: result.ok ? undefined : result.error });
      return result.ok ? result.value.connections : [];
    },
    stopDomain: async () => {
      store.setState({ working: 'stopping', error: undefined });
      const result = await bench.sandbox.stop();
      store.setState({ working: 'nothing', error: result.ok ? undefined : result.error });
    },
  });
}
