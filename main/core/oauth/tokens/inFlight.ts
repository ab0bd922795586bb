import { Failure } from '../../failure.ts';

/** The signal's abort as a failure; the promise goes on by itself, and what it leads to still takes effect. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abandon = (): void => reject(cancelled());
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): Failure {
  return new Failure('cancelled', 'The request was cancelled.');
}

/** Work that is under way, by key: who asks for the same meanwhile gets the same promise. */
export type Shared<Value> = Map<string, Promise<Value>>;

export function share<Value>(shared: Shared<Value>, key: string, start: () => Promise<Value>): Promise<Value> {
  const present = shared.get(key);
  if (present) return present;
  const promise = start().finally(() => shared.delete(key));
  shared.set(key, promise);
  return promise;
}

/** The last piece of work in each queue. */
export type Turns = Map<string, Promise<unknown>>;

/** Runs the work after all earlier work of the same queue has ended, however it ended. */
export function inTurn<Value>(turns: Turns, queue: string, work: () => Promise<Value>): Promise<Value> {
  const previous = turns.get(queue) ?? Promise.resolve();
  const mine = previous.then(work, work);
  turns.set(queue, mine);
  const leave = (): void => {
    if (turns.get(queue) === mine) turns.delete(queue);
  };
  mine.then(leave, leave);
  return mine;
}

/** The requests that their caller may cancel, by the id that the caller chose. */
export interface Cancellations {
  /** Runs the work with a signal that `cancel` aborts. */
  run<Value>(requestId: string | undefined, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Whether there was something to cancel. */
  cancel(requestId: string): boolean;
  /** Ends all that is under way, named or not. */
  cancelAll(): void;
}

export function createCancellations(): Cancellations {
  const running = new Map<AbortController, string | undefined>();
  return {
    async run(requestId, work) {
      const controller = new AbortController();
      running.set(controller, requestId);
      try {
        return await work(controller.signal);
      } finally {
        running.delete(controller);
      }
    },
    cancel(requestId) {
      const named = [...running].filter(([, id]) => id === requestId);
      for (const [controller] of named) controller.abort();
      return named.length > 0;
    },
    cancelAll() {
      for (const controller of running.keys()) controller.abort();
    },
  };
}
