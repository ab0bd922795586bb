import { parentPort } from 'node:worker_threads';
import { analyzeMaterial } from '../core/diagnosis/analyze.ts';
import { recognize } from '../core/paste/recognize.ts';
import { threadQuestion } from './messages.ts';
import type { ThreadQuestion } from './messages.ts';

/** One text per thread: what was read of it goes with the thread. */
parentPort?.once('message', (message: unknown) => {
  void answerTo(threadQuestion.parse(message)).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo(question: ThreadQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'recognize':
      return recognize(question.text);
    case 'diagnose':
      return analyzeMaterial(question.material);
  }
}
