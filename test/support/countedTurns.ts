import type { EventLoop } from '../../main/core/slices.ts';

/** An event loop on which each look at the clock takes a millisecond, and the steps that were taken between two turns. */
export function countedTurns(): { eventLoop: EventLoop; stepsATurn: number[] } {
  let ticks = 0;
  let before = 0;
  const stepsATurn: number[] = [];
  return {
    stepsATurn,
    eventLoop: {
      tick: () => (ticks += 1),
      nextTurn: async () => {
        stepsATurn.push(ticks - before);
        before = ticks;
      },
    },
  };
}
