import type { Connection } from '#contract/connection.ts';

/** A connection that was pasted and is to be looked at in the form; its secrets wait in main. */
export interface PastedDraft {
  pasteId: string;
  offerId: string;
  connection: Connection;
}
