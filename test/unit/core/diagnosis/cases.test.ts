import { describe, expect, it } from 'vitest';
import { diagnoseCase, firstCause, isRight, readCases } from '../../../support/diagnosisCases.ts';

describe.each(['recorded', 'documented', 'reported'] as const)('the %s failures', (name) => {
  it('are diagnosed rightly in at least 97 of 100', async () => {
    const cases = readCases(name);
    const diagnoses = await Promise.all(cases.map((each) => diagnoseCase(each)));
    const wrong = cases.flatMap((each, index) => {
      const { findings = [], recognized } = diagnoses[index] ?? {};
      const cause = firstCause({ findings });
      if (isRight(each, cause)) return [];
      const others = findings.slice(0, 4).map((finding) => `${finding.cause} ${finding.confidence}`);
      return [`${each.id} ${each.title} [${recognized?.form}]: ${each.expected} expected, found ${others.join(', ')}`];
    });
    const share = (cases.length - wrong.length) / cases.length;
    process.stdout.write(
      `${name}: ${cases.length - wrong.length} of ${cases.length} (${(share * 100).toFixed(1)} %)\n`,
    );
    expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});
