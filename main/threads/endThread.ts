/**
 * For the last promise of a worker thread, which nobody awaits: its failure ends the thread, as an `error` event for whoever waits for it.
 * Electron only warns of a rejection, where Node ends the thread; that one would wait for ever.
 */
export function endThreadByFailure(work: Promise<void>): void {
  work.catch((error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  });
}
