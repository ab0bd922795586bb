import { parentPort } from 'node:worker_threads';
import { Failure } from '../core/failure.ts';
import { keyQuestion } from './messages.ts';
import type { KeyAnswer } from './messages.ts';
import { readMaterial } from './readMaterial.ts';

/** One reading per thread: what the parsers made of a key goes with it. */
parentPort?.once('message', (message: unknown) => parentPort?.postMessage(answer(message)));

function answer(message: unknown): KeyAnswer {
  try {
    return { reading: readMaterial(keyQuestion.parse(message)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message: sentence, field } = error;
    return { code, message: sentence, ...(field !== undefined && { field }) };
  }
}
