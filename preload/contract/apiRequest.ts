import { z } from 'zod';
import type { Diagnosis } from './diagnosis.ts';
import type { Exchange, Header, Timings, TlsFacts } from './exchange.ts';
import type { TokenOutcome } from './token.ts';

const id = z.string().min(1).max(100);

export const apiRequestInput = z.strictObject({
  method: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'A method is a word, such as GET or POST.'),
  url: z
    .string()
    .trim()
    .min(1, 'Enter the address to call.')
    .max(8192, 'An address of more than 8,192 characters is not sent.'),
  headers: z
    .array(z.tuple([z.string().max(1000), z.string().max(65_536)]))
    .max(200, 'At most 200 headers are sent.')
    .optional(),
  body: z.string().max(16_777_216, 'A body of more than 16 MiB is not sent.').optional(),
  connectionId: id.optional(),
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('token'), tokenId: id }),
    z.strictObject({ kind: z.literal('connection') }),
  ]),
  followRedirects: z.boolean().optional(),
  timeoutMs: z.number().int().min(1).max(600_000).optional(),
});
export type ApiRequest = z.input<typeof apiRequestInput>;

export const sendRequestInput = z.strictObject({
  request: apiRequestInput,
  requestId: id.optional(),
  /** A long body comes in pieces, see `rest` of `ApiBody`; otherwise whole. */
  bodyInPieces: z.boolean().optional(),
});

/** Which reply of `requests.send`, by `kept` of its body. */
export const saveReplyInput = z.strictObject({ id });

export const sendToFileInput = z.strictObject({
  ...sendRequestInput.shape,
  /** The exchange of an earlier reply to this request: its headers say what the file may be called. */
  exchangeId: id.optional(),
});

/** How far the body of a reply on its way to a file has come. */
export interface SavingProgress {
  /** Decompressed. */
  bytes: number;
  /** Of the whole body, where the server told. */
  totalBytes?: number;
  /** Since the body began. */
  bytesPerSecond: number;
}

/** One `Location` that the server named. */
export interface Redirect {
  status: number;
  from: string;
  to: string;
  followed: boolean;
  /** Why it was not followed, or what was left behind. */
  note: string;
}

/** What came of a request: the server's answer, whatever its status; or no request at all, because its token was refused. */
export type ApiOutcome = ApiAnswer | { kind: 'token-refused'; refusal: Extract<TokenOutcome, { kind: 'refused' }> };

export interface ApiAnswer {
  kind: 'answered';
  status: number;
  statusText: string;
  httpVersion: string;
  headers: Header[];
  body: ApiBody;
  /** Of the last exchange; what redirects and a token took before it is not in them. */
  timings: Timings;
  tls?: TlsFacts;
  redirects: Redirect[];
  exchange: Exchange;
  /** The token that was sent, if one was. */
  token?: { id: string; source: 'stored' | 'refreshed' | 'requested' };
  /** The stored token was answered with 401, so another was fetched and the request sent once more. */
  retriedAfter401?: true;
  /** Why no other token could be had after the 401. */
  renewalFailed?: string;
  diagnosis?: Diagnosis;
}

export interface ApiBody {
  /** Decoded by its charset; absent for bytes that are not text. May be shorter than the body, see `note`. */
  text?: string;
  /** There when `text` is only the first piece: the id by which `requests.bodyPiece` hands out the others, in order and once. */
  rest?: string;
  /** Size of what was read, decompressed. */
  bytes: number;
  /** Whether the text, all pieces of it, or what was read is not the whole body. */
  truncated: boolean;
  contentType: string;
  /** There while main keeps all of the body: the id by which `requests.saveReply` writes it to a file. */
  kept?: string;
  /** The file that has the body, without its folder; `text` is absent then. */
  savedAs?: string;
  /** What is missing, in a sentence; there when `truncated`. */
  note?: string;
}

/** What comes next of the text of a body. */
export interface BodyPiece {
  text: string;
  isLast: boolean;
}

export const saveRequestInput = z.strictObject({
  id: id.optional(),
  name: z.string().trim().min(1, 'Give the request a name.').max(200),
  request: apiRequestInput,
});

export interface SavedRequest {
  id: string;
  name: string;
  request: ApiRequest;
  updatedAt: number;
}

export const requestHistoryInput = z.strictObject({ connectionId: id.optional() });
