import { parentPort } from 'node:worker_threads';
import { endThreadByFailure } from '../threads/endThread.ts';
import { Failure } from '../core/failure.ts';
import { importQuestion } from './messages.ts';
import type { ImportAnswer, ImportQuestion } from './messages.ts';
import { withNamedLines } from './namedLines.ts';
import { readCsv } from './readCsv.ts';
import { readKdbx } from './readKdbx.ts';
import type { Table } from './table.ts';

async function read(question: ImportQuestion): Promise<Table> {
  return withNamedLines(question.format === 'csv' ? readCsv(question.bytes) : await readKdbx(question.bytes, question));
}

/** One file per thread: what the parsers made of it goes with the thread. */
parentPort?.once('message', (message: unknown) => {
  const answer: Promise<ImportAnswer> = read(importQuestion.parse(message)).then(
    (table) => ({ table }),
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      const { code, message: sentence, field } = error;
      return { code, message: sentence, ...(field !== undefined && { field }) };
    },
  );
  endThreadByFailure(answer.then((reply) => parentPort?.postMessage(reply)));
});
