import { Failure } from '../core/failure.ts';
import { askThread } from '../threads/askThread.ts';
import type { ThreadBounds } from '../threads/askThread.ts';
import type { ThreadQuestion } from './messages.ts';

const BOUNDS: ThreadBounds = {
  timeoutMs: 20_000,
  maxHeapMb: 256,
  gaveUp: ({ cause }) =>
    new Failure('input.unsupported', 'This takes too much time or memory to read. Paste the part that matters.', {
      cause,
    }),
};

/** Asks about a long text; `workerPath` is the built file of `pasteWorker.ts`. Throws `input.unsupported` for too much time or memory. */
export const askPasteThread = (workerPath: string | URL, question: ThreadQuestion): Promise<unknown> =>
  askThread(workerPath, question, BOUNDS);
