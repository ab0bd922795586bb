import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ClockReading } from '#contract/app.ts';

export interface ClockState {
  /** Epoch milliseconds of main's steady clock, moved on once a second. */
  now: number;
}

export type ClockStore = StoreApi<ClockState> & {
  /** Starts the ticking; the answer stops it. */
  start: () => () => void;
};

interface ClockBench {
  app: Pick<GrantsmithApi['app'], 'clock'>;
  on: (event: 'app.clock', listener: (reading: ClockReading) => void) => () => void;
}

const RESYNC_TICKS = 20;

/**
 * The page's own clock stops during suspend and jumps when the machine's clock is set, so it only fills the seconds between two readings of
 * main's steady clock: at the start, every 20 ticks, and whenever main says that time has passed (wake-up).
 */
export function createClockStore(bench: ClockBench, sinceLoad: () => number = () => performance.now()): ClockStore {
  const store = createStore<ClockState>(() => ({ now: Date.now() }));
  let offset = Date.now() - sinceLoad();
  const setFrom = (now: number): void => {
    offset = now - sinceLoad();
    store.setState({ now });
  };
  const resync = async (): Promise<void> => {
    const reading = await bench.app.clock();
    if (reading.ok) setFrom(reading.value.now);
  };
  const start = (): (() => void) => {
    let ticks = 0;
    void resync();
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks % RESYNC_TICKS === 0) void resync();
      else store.setState({ now: Math.round(offset + sinceLoad()) });
    }, 1000);
    const stopListening = bench.on('app.clock', ({ now }) => setFrom(now));
    return () => {
      clearInterval(timer);
      stopListening();
    };
  };
  return Object.assign(store, { start });
}
