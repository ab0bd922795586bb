import { createFileDialogs } from '../../main/platform/fileDialogs.ts';
import type { FileDialogs } from '../../main/core/files.ts';

export interface ScriptedDialogs extends FileDialogs {
  /** The path that the person chooses next, in either dialog; undefined closes it. */
  choose(path: string | undefined): void;
  /** Titles of the dialogs that were shown. */
  readonly shown: string[];
  /** The names that were suggested for files to save. */
  readonly names: string[];
  /** Done once, while the next dialog is open. */
  beforeAnswer(action: () => Promise<unknown>): void;
}

/** Real files behind dialogs whose answers the test gives. */
export function createScriptedDialogs(): ScriptedDialogs {
  let next: string | undefined;
  const shown: string[] = [];
  const names: string[] = [];
  let meanwhile: (() => Promise<unknown>) | undefined;
  const ask = async (title: string): Promise<string | undefined> => {
    shown.push(title);
    const action = meanwhile;
    meanwhile = undefined;
    await action?.();
    return next;
  };
  const save = (title: string, name: string): Promise<string | undefined> => {
    names.push(name);
    return ask(title);
  };
  return {
    ...createFileDialogs({ open: ask, save }),
    choose: (path) => void (next = path),
    beforeAnswer: (action) => void (meanwhile = action),
    shown,
    names,
  };
}
