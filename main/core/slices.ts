/** How long main may work at a stretch on what takes many steps, in milliseconds. A frame has 16. */
const SLICE_MS = 8;

/** The turns of an event loop. */
export interface EventLoop {
  /** Milliseconds of a clock that only goes forward. */
  tick: () => number;
  /** Resolves when all that waits has had its turn. */
  nextTurn: () => Promise<void>;
}

export const ownEventLoop: EventLoop = {
  tick: () => performance.now(),
  nextTurn: () => new Promise((resolve) => void setImmediate(resolve)),
};

/** Takes the steps a slice at a time, so that nothing else has to wait for the last of them. */
export async function inSlices<Value>(
  steps: Iterator<void, Value>,
  { tick, nextTurn }: EventLoop = ownEventLoop,
): Promise<Value> {
  let began = tick();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (tick() - began >= SLICE_MS) {
      await nextTurn();
      began = tick();
    }
  }
}

/** Takes all the steps at once. */
export function atOnce<Value>(steps: Iterator<void, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
