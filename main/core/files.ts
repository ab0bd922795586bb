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

/** Files that the person chooses in a dialog of main. Undefined: the person closed the dialog. */
export interface FileDialogs {
  /** Throws `input.too-large` beyond `maxBytes`, `input.unreadable-file` when it cannot be read. */
  open(question: { title: string; kinds: FileKind[]; maxBytes: number }): Promise<ChosenFile | undefined>;
  /** The file is whole and on the disk before it answers, or what was there before is untouched. Throws `vault.not-saved`. */
  save(
    question: { title: string; defaultName: string; kinds: FileKind[] },
    bytes: Uint8Array,
  ): Promise<string | undefined>;
}
