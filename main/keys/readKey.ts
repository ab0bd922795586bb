import { Worker } from 'node:worker_threads';
import { Failure } from '../core/failure.ts';
import type { KeyQuestion, ReadKey } from '../core/oauth/clientAuth/keyPort.ts';
import { notAKey } from './failures.ts';
import { keyAnswer } from './messages.ts';
import type { KeyAnswer } from './messages.ts';

/** Of a file of 5 MiB in base64. */
const MAX_CHARACTERS = 7_340_032;
const TIMEOUT_MS = 5000;
const MAX_HEAP_MB = 256;

/** The key reader of the core. `workerPath` is the built file of `keyWorker.ts`; each reading has a thread of its own. */
export function createReadKey(workerPath: string | URL, timeoutMs = TIMEOUT_MS): ReadKey {
  return async (question) => {
    const size = question.text.length + (question.certificate?.length ?? 0);
    if (size > MAX_CHARACTERS) {
      throw new Failure('input.too-large', 'A key file of more than 5 MB is not read.', { field: 'text' });
    }
    const worker = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    try {
      const answer = await ask(worker, question, timeoutMs);
      if ('reading' in answer) return answer.reading;
      const { code, message, field } = answer;
      throw new Failure(code, message, field === undefined ? {} : { field });
    } finally {
      // Not waited for, see `createDeriveKey`.
      void worker.terminate();
    }
  };
}

function ask(worker: Worker, question: KeyQuestion, timeoutMs: number): Promise<KeyAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(notAKey('Reading this key takes too long, so it was given up.')), timeoutMs);
    const fail = (cause: unknown): void => reject(notAKey('This key cannot be read: its file is malformed.', cause));
    worker.once('message', (message: unknown) => resolve(keyAnswer.parse(message)));
    worker.once('error', fail);
    worker.once('exit', () => {
      clearTimeout(timer);
      fail(undefined);
    });
    worker.postMessage(question);
  });
}
