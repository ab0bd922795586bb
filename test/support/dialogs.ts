import { createFileDialogs } from '../../main/platform/fileDialogs.ts';
import type { FileDialogs } from '../../main/core/files.ts';

export interface ScriptedDialogs extends FileDialogs {
  /** The path that the person chooses next, in either dialog; undefined closes it. */
  choose(path: string | undefined): void;
  /** Titles of the dialogs that were shown. */
  readonly shown: string[];
}

/** Real files behind dialogs whose answers the test gives. */
export function createScriptedDialogs(): ScriptedDialogs {
  let next: string | undefined;
  const shown: string[] = [];
  const ask = async (title: string): Promise<string | undefined> => {
    shown.push(title);
    return next;
  };
  return { ...createFileDialogs({ open: ask, save: ask }), choose: (path) => void (next = path), shown };
}
