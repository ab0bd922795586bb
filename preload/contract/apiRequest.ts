import { z } from 'zod';
import type { Diagnosis } from './diagnosis.ts';
import type { Exchange, Header, Timings, TlsFacts } from './exchange.ts';

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

export const sendRequestInput = z.strictObject({ request: apiRequestInput, requestId: id.optional() });

/** One `Location` that the server named. */
export interface Redirect {
  status: number;
  from: string;
  to: string;
  followed: boolean;
  /** Why it was not followed, or what was left behind. */
  note: string;
}

export interface ApiOutcome {
  kind: 'answered';
  status: number;
  statusText: string;
  httpVersion: string;
  headers: Header[];
  /** `text` is absent for bytes that are not text. */
  body: { text?: string; bytes: number; truncated: boolean; contentType: string };
  timings: Timings;
  tls?: TlsFacts;
  redirects: Redirect[];
  exchange: Exchange;
  diagnosis?: Diagnosis;
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
