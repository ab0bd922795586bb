/** A connection of the vault that one from elsewhere, of a capsule or of a table, would meet. */
export interface Conflict {
  id: string;
  name: string;
  updatedAt: number;
  /**
   * `same-id`: a copy of one that was here. `same-client`: the same client of the same domain, entered on its own. `same-name`: another
   * client under the same name in the same environment.
   */
  reason: 'same-id' | 'same-client' | 'same-name';
  /** Nothing differs but the times. */
  identical: boolean;
}

/** `mine` leaves out what comes from elsewhere, `theirs` puts it in the place of what is here, `both` adds it under a new name. */
export const CONFLICT_CHOICES = ['mine', 'theirs', 'both'] as const;
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

/** What came of an import. */
export interface Imported {
  added: number;
  replaced: number;
  leftOut: number;
}
