import type { Finding } from '#contract/diagnosis.ts';
import type { JsonValue } from '../records.ts';
import { createFinding } from './finding.ts';

const KEY_SOURCES = ['jku', 'jwk', 'x5u'];

/** Header parameters by which a token tries to choose the key or the rules of its own check. */
export function headerFindings(header: ReadonlyMap<string, JsonValue>): Finding[] {
  const findings: Finding[] = [];
  const sources = KEY_SOURCES.filter((name) => header.has(name));
  if (sources.length > 0) {
    findings.push(
      createFinding({
        cause: 'token.signature',
        title: `Brings its own key (${sources.join(', ')})`,
        level: 'notice',
        confidence: 0.7,
        evidence: [['token header', sources.join(', ')]],
        explanation:
          'Who writes a token can write that too, so it proves nothing. Nothing is fetched from there (RFC 8725 §3.10).',
      }),
    );
  }
  const critical = header.get('crit');
  if (critical !== undefined) {
    findings.push(
      createFinding({
        cause: 'token.signature',
        title: 'Demands extensions (crit)',
        level: 'notice',
        confidence: 0.7,
        evidence: [['token header', `crit: ${JSON.stringify(critical)}`]],
        explanation:
          'A reader that does not know every extension named there must refuse the token (RFC 7515 §4.1.11).',
      }),
    );
  }
  return findings;
}
