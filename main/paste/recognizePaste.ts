import { Worker } from 'node:worker_threads';
import { Failure } from '../core/failure.ts';
import type { Recognized } from '../core/paste/material.ts';
import { isLongJson, recognize } from '../core/paste/recognize.ts';
import { pasteAnswer } from './messages.ts';

const TIMEOUT_MS = 20_000;
const MAX_HEAP_MB = 256;

/** Recognises a pasted text without holding up the main thread. Throws `input.unsupported` for one that takes too much time or memory. */
export type RecognizePaste = (text: string) => Promise<Recognized>;

/** `workerPath` is the built file of `pasteWorker.ts`. Only long JSON goes to a thread: all else takes a moment. */
export function createRecognizePaste(workerPath: string | URL): RecognizePaste {
  return async (text) => {
    if (!isLongJson(text)) return recognize(text);
    const worker = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    try {
      return pasteAnswer.parse(await ask(worker, text));
    } finally {
      // Not waited for, see `createDeriveKey`.
      void worker.terminate();
    }
  };
}

function ask(worker: Worker, text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(gaveUp()), TIMEOUT_MS);
    worker.once('message', resolve);
    worker.once('error', (cause) => reject(gaveUp(cause)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(gaveUp());
    });
    worker.postMessage(text);
  });
}

function gaveUp(cause?: unknown): Failure {
  return new Failure(
    'input.unsupported',
    'This takes too much time or memory to read. Paste the part that matters.',
    cause === undefined ? {} : { cause },
  );
}
