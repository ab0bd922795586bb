import type { CheckUp, CheckUpStep } from '#contract/checkUp.ts';

/** What a reader has to know first: what is wrong and where in the chain, or that nothing is. */
export function concludeSteps(steps: readonly CheckUpStep[]): Pick<CheckUp, 'verdict' | 'headline'> {
  const bad = steps.find(({ verdict }) => verdict === 'bad');
  if (bad !== undefined) {
    const [finding] = bad.findings;
    const sentence = finding?.title ?? bad.sentence;
    return { verdict: 'bad', headline: { stepId: bad.id, sentence, ...(finding === undefined ? {} : { finding }) } };
  }
  const count = (wanted: CheckUpStep['verdict']): number => steps.filter(({ verdict }) => verdict === wanted).length;
  const [notices, unchecked] = [count('notice'), count('skipped')];
  const rest = unchecked === 0 ? '' : ` ${stepsAre(unchecked)} not checked.`;
  if (notices === 0)
    return { verdict: 'good', headline: { sentence: `Nothing is wrong with what was checked.${rest}` } };
  const look = notices === 1 ? 'one step deserves a look' : `${notices} steps deserve a look`;
  return { verdict: 'notice', headline: { sentence: `Nothing fails, and ${look}.${rest}` } };
}

const stepsAre = (count: number): string => (count === 1 ? 'One step was' : `${count} steps were`);
