import type { ApiBody } from '#contract/apiRequest.ts';
import type { HttpReply } from '../http.ts';
import { headerOf } from '../http.ts';
import { decodeText, isTextBody } from './bodyText.ts';
import type { BodyShelf } from './bodyShelf.ts';

const MIB = 1_048_576;
/** Most that is read of a body, decompressed. */
export const MAX_BODY_BYTES = 50 * MIB;
/** Most of a text that is handed to the page, which has to hold and draw it. */
const MAX_SHOWN_BYTES = 12 * MIB;

/** Where a long text waits for the page to fetch it, and whose it is. */
export interface Shelving {
  shelf: BodyShelf;
  owner: string;
}

/** The body as the page gets it: whole, or with `shelving` only its first piece when it is long. */
export function presentBody(reply: HttpReply, shelving?: Shelving): ApiBody {
  const contentType = headerOf(reply.headers, 'content-type') ?? '';
  if (reply.sunkBytes !== undefined) return { bytes: reply.sunkBytes, truncated: false, contentType };
  const isText = isTextBody(reply.body, contentType);
  const isCut = isText && reply.body.length > MAX_SHOWN_BYTES;
  const shown = isCut ? reply.body.subarray(0, MAX_SHOWN_BYTES) : reply.body;
  const note = noteOf(reply, isCut);
  const text = isText ? decodeText(shown, contentType, { cut: isCut || reply.truncated }) : undefined;
  return {
    ...(text !== undefined && (shelving?.shelf.put(shelving.owner, text) ?? { text })),
    bytes: reply.body.length,
    truncated: note !== undefined,
    contentType,
    ...(note !== undefined && { note }),
  };
}

function noteOf(reply: HttpReply, isCut: boolean): string | undefined {
  const read = `Only the first ${MAX_BODY_BYTES / MIB} MiB of the body were read. Send again and save it to a file to have all of it.`;
  const shown = `Only the first ${MAX_SHOWN_BYTES / MIB} MiB of the body are shown.`;
  const notes = [...(reply.truncated ? [read] : []), ...(isCut ? [shown] : [])];
  return notes.length === 0 ? undefined : notes.join(' ');
}
