import { Failure } from '../core/failure.ts';
import type { Recognized } from '../core/paste/material.ts';
import { isLongJson, recognize } from '../core/paste/recognize.ts';
import { askThread } from '../threads/askThread.ts';
import type { ThreadBounds } from '../threads/askThread.ts';
import { pasteAnswer } from './messages.ts';

const BOUNDS: ThreadBounds = {
  timeoutMs: 20_000,
  maxHeapMb: 256,
  gaveUp: ({ cause }) =>
    new Failure('input.unsupported', 'This takes too much time or memory to read. Paste the part that matters.', {
      cause,
    }),
};

/** Recognises a pasted text without holding up the main thread. Throws `input.unsupported` for one that takes too much time or memory. */
export type RecognizePaste = (text: string) => Promise<Recognized>;

/** `workerPath` is the built file of `pasteWorker.ts`. Only long JSON goes to a thread: all else takes a moment. */
export function createRecognizePaste(workerPath: string | URL): RecognizePaste {
  return async (text) =>
    isLongJson(text) ? pasteAnswer.parse(await askThread(workerPath, text, BOUNDS)) : recognize(text);
}
