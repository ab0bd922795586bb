import { describe, expect, it } from 'vitest';
import type { CheckUpStep, CheckUpStepId, CheckUpVerdict } from '#contract/checkUp.ts';
import { concludeSteps } from '../../../../../main/core/diagnosis/checkUp/conclusion.ts';
import { findingOf } from '../../../../../main/core/diagnosis/causes/causes.ts';

const step = (id: CheckUpStepId, verdict: CheckUpVerdict, more: Partial<CheckUpStep> = {}): CheckUpStep => ({
  id,
  verdict,
  sentence: `The sentence of ${id}.`,
  seen: [],
  findings: [],
  exchanges: [],
  durationMs: 1,
  ...more,
});

describe('what a check-up comes to', () => {
  it('is the first step that failed, by its likeliest cause', () => {
    const finding = findingOf('network.dns', 0.9, []);
    const { verdict, headline } = concludeSteps([
      step('settings', 'notice'),
      step('network', 'bad', { findings: [finding] }),
      step('token', 'bad'),
    ]);
    expect([verdict, headline]).toEqual(['bad', { stepId: 'network', sentence: finding.title, finding }]);
  });

  it('is the sentence of the step where no cause is known', () => {
    expect(concludeSteps([step('api', 'bad')]).headline).toEqual({ stepId: 'api', sentence: 'The sentence of api.' });
  });

  it.each([
    [['good', 'good'], 'good', 'Nothing is wrong with what was checked.'],
    [['good', 'skipped'], 'good', 'Nothing is wrong with what was checked. One step was not checked.'],
    [['notice', 'good'], 'notice', 'Nothing fails, and one step deserves a look.'],
    [
      ['notice', 'notice', 'skipped', 'skipped'],
      'notice',
      'Nothing fails, and 2 steps deserve a look. 2 steps were not checked.',
    ],
  ] as const)('for %j is %s', (verdicts, verdict, sentence) => {
    const found = concludeSteps(verdicts.map((each) => step('token', each)));
    expect([found.verdict, found.headline.sentence]).toEqual([verdict, sentence]);
  });
});
