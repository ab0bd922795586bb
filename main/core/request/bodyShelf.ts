import type { BodyPiece } from '#contract/apiRequest.ts';
import { Failure } from '../failure.ts';

/**
 * Most characters of a text that cross to the page at once. Copying them takes a few milliseconds on either side; the 12 MiB that are shown
 * at most would hold up main and the page for longer than a frame.
 */
const PIECE = 1_048_576;

/** Rests that the page has never asked for make room. */
const KEPT = 4;

/** Long bodies on their way to the page, which takes them in pieces. A body is kept until its last piece is taken, and not across a lock. */
export interface BodyShelf {
  /** The first piece. What is left is kept under the id that `rest` names, in place of what `owner` left before. */
  put(owner: string, text: string): { text: string; rest?: string };
  /** The next piece. Throws `input.not-found` for what was taken whole, replaced or forgotten. */
  take(id: string): BodyPiece;
  clear(): void;
}

interface Kept {
  owner: string;
  text: string;
  at: number;
}

export function createBodyShelf(newId: () => string): BodyShelf {
  const shelf = new Map<string, Kept>();
  const makeRoom = (owner: string): void => {
    for (const [id, kept] of shelf) if (kept.owner === owner || shelf.size >= KEPT) shelf.delete(id);
  };
  return {
    put: (owner, text) => {
      makeRoom(owner);
      if (text.length <= PIECE) return { text };
      const id = newId();
      shelf.set(id, { owner, text, at: PIECE });
      return { text: text.slice(0, PIECE), rest: id };
    },
    take: (id) => {
      const kept = shelf.get(id);
      if (!kept) throw new Failure('input.not-found', 'The rest of this reply is gone. Send the request again.');
      const end = kept.at + PIECE;
      const piece = kept.text.slice(kept.at, end);
      kept.at = end;
      const isLast = end >= kept.text.length;
      if (isLast) shelf.delete(id);
      return { text: piece, isLast };
    },
    clear: () => shelf.clear(),
  };
}
