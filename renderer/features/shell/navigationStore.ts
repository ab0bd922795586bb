import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { KeyFile } from '../connections/keyFile.ts';
import type { PastedDraft } from '../connections/pastedDraft.ts';

export const TABS = ['token', 'inspect', 'request', 'diagnose', 'guide'] as const;
export type Tab = (typeof TABS)[number];

/** What the middle of the window shows. */
export type Place =
  /** With `isPasting` the box that takes anything has the focus. */
  | { kind: 'start'; isPasting?: true }
  | { kind: 'connection'; connectionId: string; tab: Tab }
  | { kind: 'edit'; connectionId: string }
  /** Empty, or filled with what was pasted. */
  | { kind: 'new'; pasted?: PastedDraft; keyFile?: KeyFile }
  /** The inspector on its own, for a token that belongs to no connection. */
  | { kind: 'inspect'; text?: string }
  /** The diagnosis on its own, for a failure that belongs to no connection. */
  | { kind: 'diagnose' }
  /** The case file of somebody. */
  | { kind: 'case' }
  /** Everything that has an end, in the order of their ends. */
  | { kind: 'radar' };

export const SETTINGS_TABS = ['general', 'vault', 'carry', 'proof'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** What stands over the window until it is closed; one at a time. */
export type Dialog =
  | { kind: 'none' }
  | { kind: 'settings'; tab: SettingsTab }
  | { kind: 'export-capsule' }
  | { kind: 'import-capsule' }
  | { kind: 'import-entries' }
  | { kind: 'case-file' };

export interface NavigationState {
  place: Place;
  /** Where the person wants to go while a form with changes is open; a question stands between. */
  leavingFor?: Place | undefined;
  dialog: Dialog;
}

export type NavigationStore = StoreApi<NavigationState> & {
  /** Goes there, or asks first when a form has changes that are not saved. */
  go: (place: Place) => void;
  /** Called by a form: whether it holds changes. */
  guard: (hasChanges: boolean) => void;
  /** The person's answer to the question. */
  answerLeaving: (leave: boolean) => void;
  openConnection: (connectionId: string, tab?: Tab) => void;
  /** Opens a dialog in the place of the one that is open. */
  show: (dialog: Exclude<Dialog, { kind: 'none' }>) => void;
  showSettings: (tab?: SettingsTab) => void;
  closeDialog: () => void;
};

export function createNavigationStore(): NavigationStore {
  const store = createStore<NavigationState>(() => ({ place: { kind: 'start' }, dialog: { kind: 'none' } }));
  let hasChanges = false;
  const move = (place: Place): void => {
    hasChanges = false;
    store.setState({ place, leavingFor: undefined });
  };
  const go = (place: Place): void => {
    if (hasChanges) store.setState({ leavingFor: place });
    else move(place);
  };
  return Object.assign(store, {
    go,
    guard: (changed: boolean) => {
      hasChanges = changed;
    },
    answerLeaving: (leave: boolean) => {
      const { leavingFor } = store.getState();
      if (leave && leavingFor !== undefined) move(leavingFor);
      else store.setState({ leavingFor: undefined });
    },
    openConnection: (connectionId: string, tab?: Tab) => {
      const { place } = store.getState();
      go({ kind: 'connection', connectionId, tab: tab ?? (place.kind === 'connection' ? place.tab : 'token') });
    },
    show: (dialog: Dialog) => store.setState({ dialog }),
    showSettings: (tab: SettingsTab = 'general') => store.setState({ dialog: { kind: 'settings', tab } }),
    closeDialog: () => store.setState({ dialog: { kind: 'none' } }),
  });
}
