import { performance } from 'node:perf_hooks';

/** Undefined while there is time left in this turn, else a promise to await so that the main process stays responsive. */
export type Pace = () => Promise<void> | undefined;

/** Long loops call it once per step, and yield to the event loop every `budgetMs`. */
export function createPace(budgetMs = 8): Pace {
  let turnEnds = performance.now() + budgetMs;
  return () => {
    if (performance.now() < turnEnds) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        turnEnds = performance.now() + budgetMs;
        resolve();
      });
    });
  };
}
