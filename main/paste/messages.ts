import { z } from 'zod';
import { apiRequestInput } from '#contract/apiRequest.ts';
import { connectionInput } from '#contract/connection.ts';
import { PASTE_KINDS } from '#contract/paste.ts';
import { diagnosisSchema } from '../core/diagnosis/diagnosisSchema.ts';
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

const known = z.string().optional();

/** What the thread is asked. */
export const threadQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('recognize'), text: z.string() }),
  z.object({
    ask: z.literal('diagnose'),
    material: z.object({
      text: z.string(),
      isToken: z.boolean(),
      context: z.object({ grant: known, requestedScope: known, apiUrl: known, now: z.number() }),
    }),
  }),
]);
export type ThreadQuestion = z.output<typeof threadQuestion>;

/** What it answers when it recognises. */
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

/** What it answers when it diagnoses. */
export const diagnosisAnswer = diagnosisSchema;
