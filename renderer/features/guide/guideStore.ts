import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { GrantType } from '#contract/connection.ts';
import type { Guide, GuideServer, GuideStepId } from '#contract/guide.ts';
import type { ErrorReply } from '#contract/result.ts';

export type GuideReading =
  { kind: 'loading' } | { kind: 'loaded'; guide: Guide } | { kind: 'failed'; error: ErrorReply };

/** What the person chose where the connection says something else, or nothing. */
export interface GuideChoice {
  server?: GuideServer;
  refresh?: boolean;
}

export interface GuideView {
  grant: GrantType;
  reading: GuideReading;
  choice: GuideChoice;
  openStep: GuideStepId | undefined;
  /** Only what is left is shown. */
  onlyLeft: boolean;
  /** Why the last tick was not kept. */
  problem: ErrorReply | undefined;
}

export interface GuideState {
  views: Readonly<Record<string, GuideView>>;
}

export type GuideStore = StoreApi<GuideState> & {
  /** Follows what may change a guide; the answer ends that and forgets the guides. */
  start: () => () => void;
  /** Reads the guide of a connection, for the grant that it has now. */
  open: (connectionId: string, grant: GrantType) => Promise<void>;
  choose: (connectionId: string, choice: GuideChoice) => Promise<void>;
  /** Opens a step in the place of the one that is open, or closes it. */
  toggle: (connectionId: string, stepId: GuideStepId) => void;
  /** Opens a step, wherever it is asked from. */
  show: (connectionId: string, stepId: GuideStepId) => void;
  showLeft: (connectionId: string, onlyLeft: boolean) => void;
  tick: (connectionId: string, stepId: GuideStepId, done: boolean) => Promise<void>;
};

const fresh = (grant: GrantType): GuideView => ({
  grant,
  reading: { kind: 'loading' },
  choice: {},
  openStep: undefined,
  onlyLeft: false,
  problem: undefined,
});

/** The guide of each connection that was looked at. Main is the truth; this is its last answer. */
export function createGuideStore(bench: Pick<GrantsmithApi, 'guide' | 'on'>): GuideStore {
  const store = createStore<GuideState>(() => ({ views: {} }));
  const asked = new Map<string, number>();
  const viewOf = (connectionId: string): GuideView | undefined => store.getState().views[connectionId];
  const change = (connectionId: string, changes: Partial<GuideView>): void => {
    const view = viewOf(connectionId);
    if (view === undefined) return;
    store.setState(({ views }) => ({ views: { ...views, [connectionId]: { ...view, ...changes } } }));
  };
  const reload = async (connectionId: string): Promise<void> => {
    const view = viewOf(connectionId);
    if (view === undefined) return;
    const mine = (asked.get(connectionId) ?? 0) + 1;
    asked.set(connectionId, mine);
    const result = await bench.guide.get({ grant: view.grant, connectionId, ...view.choice });
    // Of several questions on their way only the last answer counts.
    if (asked.get(connectionId) !== mine) return;
    change(connectionId, {
      reading: result.ok ? { kind: 'loaded', guide: result.value } : { kind: 'failed', error: result.error },
    });
  };
  const reloadAll = (): void => Object.keys(store.getState().views).forEach((id) => void reload(id));
  return Object.assign(store, {
    start: () => {
      const stops = [bench.on('connections.changed', reloadAll), bench.on('tokens.changed', reloadAll)];
      return () => {
        stops.forEach((stop) => stop());
        asked.clear();
        store.setState({ views: {} });
      };
    },
    open: async (connectionId: string, grant: GrantType) => {
      const view = viewOf(connectionId);
      const next = view?.grant === grant ? view : fresh(grant);
      store.setState(({ views }) => ({ views: { ...views, [connectionId]: next } }));
      await reload(connectionId);
    },
    choose: async (connectionId: string, choice: GuideChoice) => {
      change(connectionId, { choice: { ...viewOf(connectionId)?.choice, ...choice } });
      await reload(connectionId);
    },
    toggle: (connectionId: string, stepId: GuideStepId) => {
      change(connectionId, { openStep: viewOf(connectionId)?.openStep === stepId ? undefined : stepId });
    },
    show: (connectionId: string, stepId: GuideStepId) => {
      change(connectionId, { openStep: stepId, onlyLeft: false });
    },
    showLeft: (connectionId: string, onlyLeft: boolean) => change(connectionId, { onlyLeft }),
    tick: async (connectionId: string, stepId: GuideStepId, done: boolean) => {
      const result = await bench.guide.setDone({ connectionId, stepId, done });
      change(connectionId, { problem: result.ok ? undefined : result.error });
      await reload(connectionId);
    },
  });
}
