import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { ANY_FILE } from '../core/files.ts';
import type { AskForPath } from './fileDialogs.ts';

/** The system's dialogs, in front of our window. */
export function createSystemDialogs(window: () => BrowserWindow | undefined): AskForPath {
  return {
    open: async (title, kinds) => {
      const options = { title, filters: [...kinds, ANY_FILE], properties: ['openFile' as const] };
      const parent = window();
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
    save: async (title, defaultName, kinds) => {
      const options = { title, defaultPath: defaultName, filters: kinds };
      const parent = window();
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? undefined : filePath;
    },
  };
}
