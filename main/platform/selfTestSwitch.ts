import type { SelfTest } from '#contract/proof.ts';

const WORDS = { passed: 'ok', failed: 'FAILED', unavailable: 'not here' } as const;

/** What `--self-test` prints: a line for each check, and the verdict. */
export function selfTestReport({ passed, checks }: SelfTest): string {
  const lines = checks.map(({ name, state, detail }) => `${WORDS[state].padEnd(9)} ${name}: ${detail}`);
  return `${lines.join('\n')}\nself-test: ${passed ? 'passed' : 'failed'}\n`;
}
