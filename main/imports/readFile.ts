import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { askThread } from '../threads/askThread.ts';
import type { ThreadBounds } from '../threads/askThread.ts';
import { importAnswer } from './messages.ts';
import type { ImportQuestion } from './messages.ts';
import type { Table } from './table.ts';

const BOUNDS: ThreadBounds = {
  // A derivation of 1 GiB takes this long on a slow machine; a file that needs longer means harm.
  timeoutMs: 120_000,
  maxHeapMb: 512,
  gaveUp: ({ cause }) =>
    new Failure('input.unsupported', 'This file takes too much time or memory to read. Export a smaller one.', {
      cause,
    }),
};

/** Reads a file of another program outside the main thread. Throws `Failure`. */
export type ReadImport = (question: ImportQuestion) => Promise<Table>;

/** `workerPath` is the built file of `importWorker.ts`. */
export function createReadImport(workerPath: string | URL): ReadImport {
  return async (question) => {
    const answer = importAnswer.parse(await askThread(workerPath, question, BOUNDS));
    if ('table' in answer) return answer.table;
    throw new Failure(answer.code, answer.message, compact({ field: answer.field }));
  };
}
