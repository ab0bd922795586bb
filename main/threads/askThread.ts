import { Worker } from 'node:worker_threads';
import type { Failure } from '../core/failure.ts';

export interface ThreadBounds {
  timeoutMs: number;
  maxHeapMb: number;
  /** What a question without an answer ends with: after `timeoutMs`, or when the thread failed or ended, of which `cause` may tell. */
  gaveUp: (end: { tookTooLong: boolean; cause?: unknown }) => Failure;
}

/**
 * One question to a thread of its own, which ends with its answer. `workerPath` is its built file. Throws what `gaveUp` makes.
 */
export async function askThread(
  workerPath: string | URL,
  question: unknown,
  { timeoutMs, maxHeapMb, gaveUp }: ThreadBounds,
): Promise<unknown> {
  const worker = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(gaveUp({ tookTooLong: true })), timeoutMs);
      worker.once('message', resolve);
      worker.once('error', (cause) => reject(gaveUp({ tookTooLong: false, cause })));
      worker.once('exit', () => reject(gaveUp({ tookTooLong: false })));
      worker.postMessage(question);
    });
  } finally {
    clearTimeout(timer);
    // Not waited for, see `createDeriveKey`.
    void worker.terminate();
  }
}
