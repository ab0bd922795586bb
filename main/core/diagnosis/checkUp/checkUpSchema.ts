import { z } from 'zod';
import { CHECK_UP_STEPS } from '#contract/checkUp.ts';
import type { CheckUp } from '#contract/checkUp.ts';
import { errorReply } from '../../errorReply.ts';
import { exchangeSchema } from '../../oauth/tokens/history.ts';
import { evidenceSchema, findingSchema } from '../diagnosisSchema.ts';

const MOST = 1_000;
const text = z.string();
const stepId = z.enum(CHECK_UP_STEPS);

export const checkUpStepSchema = z.object({
  id: stepId,
  verdict: z.enum(['good', 'notice', 'bad', 'skipped']),
  sentence: text,
  seen: z.array(evidenceSchema).max(MOST),
  findings: z.array(findingSchema).max(MOST),
  exchanges: z.array(exchangeSchema).max(MOST),
  problem: errorReply.exactOptional(),
  durationMs: z.number(),
});

/** A check-up as it comes back from where it was shown. */
export const checkUpSchema = z.object({
  connectionId: text,
  connectionName: text,
  startedAt: z.number(),
  durationMs: z.number(),
  verdict: z.enum(['good', 'notice', 'bad']),
  headline: z.object({ stepId: stepId.exactOptional(), sentence: text, finding: findingSchema.exactOptional() }),
  steps: z.array(checkUpStepSchema).max(CHECK_UP_STEPS.length),
  requests: z.number(),
}) satisfies z.ZodType<CheckUp>;
