import type { Header } from '#contract/exchange.ts';
import { Failure } from '../failure.ts';
import type { HttpReply } from '../http.ts';
import { MAX_BODY_BYTES } from './apiBody.ts';

export interface KeptReply {
  url: string;
  headers: readonly Header[];
  /** The decoded body, all of it. */
  bytes: Uint8Array;
}

/** The bodies of the last replies, byte for byte, so that the person may still save one. Not across a lock. */
export interface ReplyShelf {
  /** Answers the id to take it by; undefined for a body that is empty or not whole. Takes the place of what `owner` had before. */
  keep(owner: string, url: string, reply: HttpReply): string | undefined;
  /** Throws `input.not-found`. */
  find(id: string): KeptReply;
  clear(): void;
}

/** All of them together take no more than the largest one that is read. */
const KEPT_BYTES = MAX_BODY_BYTES;

export function createReplyShelf(newId: () => string): ReplyShelf {
  const shelf = new Map<string, KeptReply & { owner: string }>();
  const makeRoom = (owner: string, needed: number): void => {
    let total = needed;
    for (const [id, kept] of [...shelf].reverse()) {
      total += kept.bytes.length;
      if (kept.owner === owner || total > KEPT_BYTES) shelf.delete(id);
    }
  };
  return {
    keep: (owner, url, { body, headers, truncated }) => {
      makeRoom(owner, body.length);
      if (truncated || body.length === 0) return undefined;
      const id = newId();
      shelf.set(id, { owner, url, headers, bytes: body });
      return id;
    },
    find: (id) => {
      const kept = shelf.get(id);
      if (!kept)
        throw new Failure('input.not-found', 'This reply is no longer kept. Send the request again to save it.');
      return kept;
    },
    clear: () => shelf.clear(),
  };
}
