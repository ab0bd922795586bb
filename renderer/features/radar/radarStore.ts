import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { RadarItem } from '#contract/radar.ts';
import type { ErrorReply } from '#contract/result.ts';

export type RadarState =
  { kind: 'loading' } | { kind: 'loaded'; items: RadarItem[] } | { kind: 'failed'; error: ErrorReply };

export type RadarStore = StoreApi<RadarState> & {
  /** Reads the board, and again whenever something on it may have changed, until the answer is called. */
  start: () => () => void;
  reload: () => Promise<void>;
};

/** Main decides what is soon and what is over, so its answer ages: it is asked again twice a minute. */
const REREAD_MS = 30_000;

export function createRadarStore(bench: Pick<GrantsmithApi, 'radar' | 'on'>): RadarStore {
  const store = createStore<RadarState>(() => ({ kind: 'loading' }));
  let asked = 0;
  const reload = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const result = await bench.radar.list();
    // Of several questions on their way only the last answer counts.
    if (mine !== asked) return;
    store.setState(
      result.ok ? { kind: 'loaded', items: byEnd(result.value) } : { kind: 'failed', error: result.error },
      true,
    );
  };
  return Object.assign(store, {
    reload,
    start: () => {
      const again = (): void => void reload();
      const stops = [
        bench.on('connections.changed', again),
        bench.on('tokens.changed', again),
        bench.on('settings.changed', again),
        bench.on('app.clock', again),
      ];
      const timer = setInterval(again, REREAD_MS);
      again();
      return () => {
        clearInterval(timer);
        stops.forEach((stop) => stop());
      };
    },
  });
}

const byEnd = (items: readonly RadarItem[]): RadarItem[] => items.toSorted((a, b) => a.expiresAt - b.expiresAt);

/** Tokens come and go within the hour; what the status bar warns of is what somebody has to renew. */
export function warningsOf(state: RadarState): { expired: number; soon: number } {
  const lasting = state.kind === 'loaded' ? state.items.filter(({ kind }) => kind !== 'token') : [];
  const count = (wanted: RadarItem['state']): number => lasting.filter(({ state: each }) => each === wanted).length;
  return { expired: count('expired'), soon: count('soon') };
}
