import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi, Input } from '#contract/api.ts';
import type { Settings } from '#contract/app.ts';
import type { ErrorReply } from '#contract/result.ts';

export interface SettingsState {
  settings: Settings;
  /** Why the last change was not saved. */
  failure: ErrorReply | undefined;
}

export type SettingsStore = StoreApi<SettingsState> & {
  start: () => () => void;
  change: (change: Input<'settings.set'>) => Promise<void>;
  setPane: (name: string, size: number) => Promise<void>;
};

/** Shown until main has answered, within the first frames. */
const BEFORE_READ: Settings = {
  theme: 'system',
  idleLockMinutes: 10,
  environments: [],
  expiryNotices: true,
  expiryNoticeDays: 14,
  panes: {},
  dismissedNotices: [],
};

export function createSettingsStore(bench: Pick<GrantsmithApi, 'settings' | 'on'>): SettingsStore {
  const store = createStore<SettingsState>(() => ({ settings: BEFORE_READ, failure: undefined }));
  const change = async (wanted: Input<'settings.set'>): Promise<void> => {
    const result = await bench.settings.set(wanted);
    store.setState(result.ok ? { settings: result.value, failure: undefined } : { failure: result.error });
  };
  return Object.assign(store, {
    change,
    setPane: (name: string, size: number) => change({ panes: { ...store.getState().settings.panes, [name]: size } }),
    start: () => {
      void bench.settings.get().then((result) => {
        if (result.ok) store.setState({ settings: result.value });
      });
      return bench.on('settings.changed', (settings) => store.setState({ settings }));
    },
  });
}
