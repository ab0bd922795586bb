import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';

/**
 * Asks whether a new vault may take the place of one that can still be opened; closing the question is no.
 * The page cannot answer it, and it names the folder, which the page never learns.
 */
export async function askToSetAside(folder: string, window: BrowserWindow | undefined): Promise<boolean> {
  const question = {
    type: 'warning' as const,
    title: 'Start a new vault',
    message: 'Set this vault aside and start an empty one?',
    detail: `Nothing is deleted. Its files move to a folder “set-aside-…” in ${folder}. To come back to it, open the file vault.json of that folder by “Open a copy of a vault”; its password stays the same.`,
    buttons: ['Keep this vault', 'Set it aside'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const shown = window !== undefined && !window.isDestroyed() ? window : undefined;
  const { response } = await (shown ? dialog.showMessageBox(shown, question) : dialog.showMessageBox(question));
  return response === 1;
}
