import type { Wait } from '../../main/core/wait.ts';

export interface FakeClock {
  now: () => number;
  wait: Wait;
  /** How long the next waiting is, in milliseconds, once somebody waits. */
  nextWait: () => Promise<number>;
  /** Moves on, and ends what has waited long enough. */
  advance: (milliseconds: number) => void;
  /** How many are waiting. */
  waiting: () => number;
}

/** Time that passes only when the test says so. */
export function createFakeClock(start: number): FakeClock {
  let time = start;
  const sleepers = new Set<{ until: number; end: () => void }>();
  let watchers: (() => void)[] = [];
  return {
    now: () => time,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          until: time + milliseconds,
          end: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.end);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.end, { once: true });
        if (signal?.aborted === true) sleeper.end();
        for (const tell of watchers.splice(0)) tell();
      }),
    nextWait: async () => {
      if (sleepers.size === 0) await new Promise<void>((resolve) => (watchers = [...watchers, resolve]));
      return Math.min(...[...sleepers].map(({ until }) => until)) - time;
    },
    advance(milliseconds) {
      time += milliseconds;
      for (const sleeper of [...sleepers]) if (sleeper.until <= time) sleeper.end();
    },
    waiting: () => sleepers.size,
  };
}
