import { z } from 'zod';
import { apiRequestInput } from '#contract/apiRequest.ts';
import { connectionInput } from '#contract/connection.ts';
import { PASTE_KINDS } from '#contract/paste.ts';
import type { Recognized } from '../core/paste/material.ts';

const notes = z.array(z.string());
const call = z.object({
  kind: z.literal('request'),
  request: apiRequestInput,
  authorization: z.string().exactOptional(),
  notes,
});
/** One that still lacks something is a connection here too. */
const connection = z.object({
  kind: z.literal('connection'),
  input: connectionInput.extend({ name: z.string(), domainUrl: z.string().optional(), clientId: z.string() }),
  missing: notes,
  notes,
  request: call.exactOptional(),
});

/** What the thread is asked: the text. */
export const pasteQuestion = z.string();

/** What it answers. */
export const pasteAnswer = z.object({
  kind: z.enum(PASTE_KINDS),
  facts: notes,
  notes,
  offers: z.array(
    z.discriminatedUnion('kind', [
      connection,
      call,
      z.object({ kind: z.literal('inspect') }),
      z.object({ kind: z.literal('diagnose') }),
      z.object({ kind: z.literal('key') }),
    ]),
  ),
}) satisfies z.ZodType<Recognized>;
