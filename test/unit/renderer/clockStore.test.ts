import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClockReading } from '#contract/app.ts';
import { createClockStore } from '../../../renderer/features/clock/clockStore.ts';

type Wake = (reading: ClockReading) => void;

describe('the clock of the page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function makeClock() {
    let mainNow = 1_000_000;
    let sinceLoad = 0;
    let wake: Wake = () => undefined;
    const store = createClockStore(
      {
        app: { clock: async () => ({ ok: true, value: { now: mainNow } }) },
        on: (_event, listener) => {
          wake = listener;
          return () => undefined;
        },
      },
      () => sinceLoad,
    );
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        sinceLoad += 1000;
        mainNow += 1000;
        await vi.advanceTimersByTimeAsync(1000);
      }
    };
    return {
      store,
      pass,
      sleep: (ms: number) => (mainNow += ms),
      wakeUp: () => wake({ now: mainNow }),
      mainNow: () => mainNow,
    };
  }

  it('follows main’s clock second by second, whatever the machine’s clock says', async () => {
    const { store, pass, mainNow } = makeClock();
    const stop = store.start();
    await vi.advanceTimersByTimeAsync(0);
    await pass(3);
    expect(store.getState().now).toBe(mainNow());
    vi.setSystemTime(0);
    await pass(2);
    expect(store.getState().now).toBe(mainNow());
    stop();
  });

  it('is right again after a sleep as soon as main wakes it', async () => {
    const { store, pass, sleep, wakeUp, mainNow } = makeClock();
    const stop = store.start();
    await vi.advanceTimersByTimeAsync(0);
    await pass(1);
    sleep(3_600_000);
    wakeUp();
    expect(store.getState().now).toBe(mainNow());
    await pass(1);
    expect(store.getState().now).toBe(mainNow());
    stop();
  });
});
