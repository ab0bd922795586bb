import { Failure } from './failure.ts';

/** A kind of file as a dialog offers it; extensions without the dot. */
export interface FileKind {
  name: string;
  extensions: string[];
}

export interface ChosenFile {
  /** Without its folder: the page never learns a path. */
  fileName: string;
  bytes: Uint8Array;
  /** Epoch milliseconds of its last change, as its folder says. */
  modifiedAt: number;
}

export const ANY_FILE: FileKind = { name: 'All files', extensions: ['*'] };

/** The person closed the dialog; the page shows nothing for it. */
export function closedDialog(): Failure {
  return new Failure('cancelled', 'No file was chosen.');
}

/** A file that is written piece by piece beside its name, which it takes when all of it is on the disk. Its methods throw `vault.not-saved`. */
export interface FileInMaking {
  /** How much was given to it. */
  readonly bytes: number;
  /** Resolves when it may be given more. The bytes may be used again then. */
  write(bytes: Uint8Array): Promise<void>;
  /** In place of what has the name now. Answers the name without its folder. */
  keep(): Promise<string>;
  /** Leaves nothing of it; after `keep` it does nothing. */
  discard(): Promise<void>;
}

/** Files that the person chooses in a dialog of main. Undefined: the person closed the dialog. */
export interface FileDialogs {
  /** Throws `input.too-large` beyond `maxBytes`, `input.unreadable-file` when it cannot be read. */
  open(question: { title: string; kinds: FileKind[]; maxBytes: number }): Promise<ChosenFile | undefined>;
  /** The file is whole and on the disk before it answers, or what was there before is untouched. Throws `vault.not-saved`. */
  save(
    question: { title: string; defaultName: string; kinds: FileKind[] },
    bytes: Uint8Array,
  ): Promise<string | undefined>;
  /** Begins a file of any size, whose content is still to come. Throws `vault.not-saved` when its folder takes none. */
  create(question: { title: string; defaultName: string; kinds: FileKind[] }): Promise<FileInMaking | undefined>;
  /** Discards every file that is still in the making, because the app ends. */
  discardUnfinished(): Promise<void>;
}
