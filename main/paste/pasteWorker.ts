import { parentPort } from 'node:worker_threads';
import { recognize } from '../core/paste/recognize.ts';
import { pasteQuestion } from './messages.ts';

/** One text per thread: what was read of it goes with the thread. */
parentPort?.once('message', (message: unknown) => parentPort?.postMessage(recognize(pasteQuestion.parse(message))));
