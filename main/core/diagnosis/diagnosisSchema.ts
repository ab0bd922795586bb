import { z } from 'zod';
import { PASTED_FORMS } from '#contract/diagnosis.ts';
import type { Diagnosis, Evidence, Finding } from '#contract/diagnosis.ts';

const MOST = 10_000;
const text = z.string();

export const evidenceSchema = z.object({ where: text, quote: text }) satisfies z.ZodType<Evidence>;

/** A finding as it comes from a file or a thread. */
export const findingSchema = z.object({
  cause: text,
  title: text,
  confidence: z.number().min(0).max(1),
  level: z.enum(['good', 'notice', 'bad']),
  evidence: z.array(evidenceSchema).max(MOST),
  explanation: text,
  fix: z.array(z.object({ text, consolePath: text.exactOptional(), url: text.exactOptional() })).max(MOST),
  verifyBy: text.exactOptional(),
}) satisfies z.ZodType<Finding>;

export const diagnosisSchema = z.object({
  findings: z.array(findingSchema).max(MOST),
  recognized: z.object({ form: z.enum(PASTED_FORMS), facts: z.array(text).max(MOST) }).exactOptional(),
  isSuccess: z.boolean().exactOptional(),
}) satisfies z.ZodType<Diagnosis>;
