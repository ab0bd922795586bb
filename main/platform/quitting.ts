import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { QuitAnswer } from '../vault/mayQuit.ts';

const ANSWERS: readonly QuitAnswer[] = ['stay', 'copy', 'leave'];

/** Asks what to do about changes that the disk does not have. Closing the question is staying. */
export async function askAboutUnsaved(sentence: string, window: BrowserWindow | undefined): Promise<QuitAnswer> {
  const question = {
    type: 'warning' as const,
    title: 'Not saved',
    message: 'Your last change is not on the disk.',
    detail: `${sentence} Quitting now loses it.`,
    buttons: ['Stay', 'Save a copy elsewhere and quit', 'Quit and lose it'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const shown = window !== undefined && !window.isDestroyed() ? window : undefined;
  const { response } = await (shown ? dialog.showMessageBox(shown, question) : dialog.showMessageBox(question));
  return ANSWERS[response] ?? 'stay';
}
