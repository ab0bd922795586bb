import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

export const TABS = ['token', 'inspect', 'request'] as const;
export type Tab = (typeof TABS)[number];

/** What the middle of the window shows. */
export type Place =
  | { kind: 'start' }
  | { kind: 'connection'; connectionId: string; tab: Tab }
  | { kind: 'edit'; connectionId: string }
  | { kind: 'new' }
  /** The inspector on its own, for a token that belongs to no connection. */
  | { kind: 'inspect' };

export interface NavigationState {
  place: Place;
  settingsOpen: boolean;
}

export type NavigationStore = StoreApi<NavigationState> & {
  go: (place: Place) => void;
  openConnection: (connectionId: string, tab?: Tab) => void;
  showSettings: (open: boolean) => void;
};

export function createNavigationStore(): NavigationStore {
  const store = createStore<NavigationState>(() => ({ place: { kind: 'start' }, settingsOpen: false }));
  const go = (place: Place): void => store.setState({ place });
  return Object.assign(store, {
    go,
    openConnection: (connectionId: string, tab?: Tab) => {
      const { place } = store.getState();
      go({ kind: 'connection', connectionId, tab: tab ?? (place.kind === 'connection' ? place.tab : 'token') });
    },
    showSettings: (settingsOpen: boolean) => store.setState({ settingsOpen }),
  });
}
