import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi, Input } from '#contract/api.ts';
import type { KeyringStatus } from '#contract/app.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { VaultStatus } from '#contract/vault.ts';

export interface VaultStoreState {
  /** Undefined until main has answered the first time. */
  status?: VaultStatus;
  keyring?: KeyringStatus;
  /** The vault locked while it was open here: a fresh page is about to take this one's place, so that nothing of it stays in memory. */
  isLeaving: boolean;
  working: 'nothing' | 'creating' | 'unlocking';
  error?: ErrorReply | undefined;
  /** Shown once after the vault was made without a password; gone as soon as the person has put it away. */
  recoveryKey?: string | undefined;
}

export type VaultStore = StoreApi<VaultStoreState> & {
  start: () => () => void;
  /** Asks main for the status anew, for instance after the person put a file back. */
  readStatus: () => Promise<void>;
  /** Asks the system's keyring, which may show a prompt: only a screen that offers it may. */
  readKeyring: () => Promise<void>;
  create: (input: Input<'vault.create'>) => Promise<void>;
  unlock: (input: Input<'vault.unlock'>) => Promise<void>;
  lock: () => Promise<void>;
  restore: (generation: string) => Promise<void>;
  retrySave: () => Promise<void>;
  dismissRecoveryKey: () => void;
  dismissError: () => void;
};

export function createVaultStore(bench: Pick<GrantsmithApi, 'vault' | 'on'>): VaultStore {
  const store = createStore<VaultStoreState>(() => ({ working: 'nothing', isLeaving: false }));
  const put = (status: VaultStatus): void =>
    store.setState((before) => ({
      status,
      isLeaving: before.isLeaving || (before.status?.state === 'unlocked' && status.state !== 'unlocked'),
    }));
  const settle = (result: { ok: true; value: VaultStatus } | { ok: false; error: ErrorReply }): void => {
    if (result.ok) put(result.value);
    store.setState({ working: 'nothing', error: result.ok ? undefined : result.error });
  };
  return Object.assign(store, {
    start: () => {
      void bench.vault.status().then(settle);
      return bench.on('vault.status', put);
    },
    readStatus: async () => settle(await bench.vault.status()),
    readKeyring: async () => {
      const result = await bench.vault.keyring();
      if (result.ok) store.setState({ keyring: result.value });
    },
    create: async (input: Input<'vault.create'>) => {
      store.setState({ working: 'creating', error: undefined });
      const result = await bench.vault.create(input);
      if (!result.ok) {
        settle(result);
        return;
      }
      store.setState({ recoveryKey: result.value.recoveryKey });
      settle(await bench.vault.status());
    },
    unlock: async (input: Input<'vault.unlock'>) => {
      store.setState({ working: 'unlocking', error: undefined });
      settle(await bench.vault.unlock(input));
    },
    lock: async () => settle(await bench.vault.lock()),
    restore: async (generation: string) => settle(await bench.vault.restore({ generation })),
    retrySave: async () => settle(await bench.vault.retrySave()),
    dismissRecoveryKey: () => store.setState({ recoveryKey: undefined }),
    dismissError: () => store.setState({ error: undefined }),
  });
}
