import type { Recognized } from '../core/paste/material.ts';
import { isLongJson, recognize } from '../core/paste/recognize.ts';

import { pasteAnswer } from './messages.ts';
import { askPasteThread } from './pasteThread.ts';

/** Recognises a pasted text without holding up the main thread. Throws `input.unsupported` for one that takes too much time or memory. */
export type RecognizePaste = (text: string) => Promise<Recognized>;

/** Only long JSON goes to the thread of `workerPath`: all else takes a moment. */
export function createRecognizePaste(workerPath: string | URL): RecognizePaste {
  return async (text) =>
    isLongJson(text)
      ? pasteAnswer.parse(await askPasteThread(workerPath, { ask: 'recognize', text }))
      : recognize(text);
}
