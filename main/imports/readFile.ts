import { Worker } from 'node:worker_threads';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { importAnswer } from './messages.ts';
import type { ImportQuestion } from './messages.ts';
import type { Table } from './table.ts';

/** A derivation of 1 GiB takes this long on a slow machine; a file that needs longer means harm. */
const TIMEOUT_MS = 120_000;
const MAX_HEAP_MB = 512;

/** Reads a file of another program outside the main thread. Throws `Failure`. */
export type ReadImport = (question: ImportQuestion) => Promise<Table>;

function ask(worker: Worker, question: ImportQuestion): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(gaveUp()), TIMEOUT_MS);
    worker.once('message', resolve);
    worker.once('error', (cause) => reject(gaveUp(cause)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(gaveUp());
    });
    worker.postMessage(question);
  });
}

function gaveUp(cause?: unknown): Failure {
  return new Failure('input.unsupported', 'This file takes too much time or memory to read. Export a smaller one.', {
    cause,
  });
}

/** `workerPath` is the built file of `importWorker.ts`. */
export function createReadImport(workerPath: string | URL): ReadImport {
  return async (question) => {
    const worker = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    try {
      const answer = importAnswer.parse(await ask(worker, question));
      if ('table' in answer) return answer.table;
      throw new Failure(answer.code, answer.message, compact({ field: answer.field }));
    } finally {
      // Not waited for, see `createDeriveKey`.
      void worker.terminate();
    }
  };
}
