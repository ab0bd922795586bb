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
  const store = createStore<VaultStoreState>(() => ({ working: 'nothing' }));
  const settle = (result: { ok: true; value: VaultStatus } | { ok: false; error: ErrorReply }): void =>
    store.setState(
      result.ok
        ? { status: result.value, working: 'nothing', error: undefined }
        : { working: 'nothing', error: result.error },
    );
  return Object.assign(store, {
    start: () => {
      void bench.vault.status().then(settle);
      return bench.on('vault.status', (status) => store.setState({ status }));
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
