import { Failure } from '../core/failure.ts';
import type { ReadKey } from '../core/oauth/clientAuth/keyPort.ts';
import { askThread } from '../threads/askThread.ts';
import type { ThreadBounds } from '../threads/askThread.ts';
import { notAKey } from './failures.ts';
import { keyAnswer } from './messages.ts';

/** Of a file of 5 MiB in base64. */
const MAX_CHARACTERS = 7_340_032;
const TIMEOUT_MS = 5000;

/** The key reader of the core. `workerPath` is the built file of `keyWorker.ts`; each reading has a thread of its own. */
export function createReadKey(workerPath: string | URL, timeoutMs = TIMEOUT_MS): ReadKey {
  return async (question) => {
    const size = question.text.length + (question.certificate?.length ?? 0);
    if (size > MAX_CHARACTERS) {
      throw new Failure('input.too-large', 'A key file of more than 5 MB is not read.', { field: 'text' });
    }
    const answer = keyAnswer.parse(await askThread(workerPath, question, { timeoutMs, maxHeapMb: 256, gaveUp }));
    if ('reading' in answer) return answer.reading;
    const { code, message, field } = answer;
    throw new Failure(code, message, field === undefined ? {} : { field });
  };
}

const gaveUp: ThreadBounds['gaveUp'] = ({ tookTooLong, cause }) =>
  tookTooLong
    ? notAKey('Reading this key takes too long, so it was given up.')
    : notAKey('This key cannot be read: its file is malformed.', cause);
