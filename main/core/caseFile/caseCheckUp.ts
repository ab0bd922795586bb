import { z } from 'zod';
import type { CaseCheckUp } from '#contract/caseFile.ts';
import type { CheckUp, CheckUpStepId, CheckUpVerdict } from '#contract/checkUp.ts';
import { checkUpSchema, checkUpStepSchema } from '../diagnosis/checkUp/checkUpSchema.ts';
import { Failure } from '../failure.ts';

/** The section as it stands in a case file. */
export const caseCheckUpSchema = checkUpSchema.omit({ connectionId: true }).extend({
  headline: checkUpSchema.shape.headline.omit({ finding: true }),
  steps: z
    .array(checkUpStepSchema.omit({ exchanges: true }).extend({ exchangeIds: z.array(z.string()).max(1_000) }))
    .max(100),
}) satisfies z.ZodType<CaseCheckUp>;

/** The check-up that the page was shown and hands back. Throws `input.invalid`. */
export function readCheckUp(given: Readonly<Record<string, unknown>>): CheckUp {
  const parsed = checkUpSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Failure('input.invalid', 'This is no check-up of Grantsmith. Run it again.', {
    field: 'checkUp',
    cause: parsed.error,
  });
}

/** The section of a check-up. Its requests go to those of the case, and the steps name them. */
export function caseCheckUpOf({ connectionName, startedAt, durationMs, ...rest }: CheckUp): CaseCheckUp {
  const { verdict, headline, steps, requests } = rest;
  return {
    connectionName,
    startedAt,
    durationMs,
    verdict,
    headline: {
      sentence: headline.sentence,
      ...(headline.stepId === undefined ? {} : { stepId: headline.stepId }),
    },
    steps: steps.map(({ exchanges, ...step }) => ({ ...step, exchangeIds: exchanges.map(({ id }) => id) })),
    requests,
  };
}

export const STEP_NAMES: Readonly<Record<CheckUpStepId, string>> = {
  settings: 'Settings',
  network: 'Network',
  tls: 'TLS and certificate',
  clock: 'Clocks',
  metadata: 'Metadata',
  keys: 'Signing keys',
  token: 'Token request',
  claims: 'The token itself',
  api: 'The API',
};

export const VERDICT_WORDS: Readonly<Record<CheckUpVerdict, string>> = {
  good: 'Good',
  notice: 'Note',
  bad: 'Problem',
  skipped: 'Not checked',
};
