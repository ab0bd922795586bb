import type { CheckUp } from '#contract/checkUp.ts';
import type { CaseSubject } from '../../caseFile/caseFileStore.ts';

/** What a case file of a check-up is about: what was found, that which gives the headline first. Its requests are kept nowhere. */
export function subjectOfCheckUp(connectionId: string, { headline, steps }: CheckUp): CaseSubject {
  const telling = steps.filter(({ id }) => id === headline.stepId);
  const others = steps.filter(({ id }) => id !== headline.stepId);
  return { connectionId, findings: [...telling, ...others].flatMap(({ findings }) => findings) };
}
