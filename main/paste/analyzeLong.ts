import type { AnalyzeLong } from '../core/diagnosis/analyze.ts';
import { askPasteThread } from './pasteThread.ts';
import { diagnosisAnswer } from './messages.ts';

/** Diagnoses in the thread of `workerPath` what would hold up the main one, such as an archive of 5 MB. */
export function createAnalyzeLong(workerPath: string | URL): AnalyzeLong {
  return async (material) => diagnosisAnswer.parse(await askPasteThread(workerPath, { ask: 'diagnose', material }));
}
