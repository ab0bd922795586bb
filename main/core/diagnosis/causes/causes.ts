import type { Evidence, Finding } from '#contract/diagnosis.ts';
import { API_CAUSES } from './apiCauses.ts';
import { TOKEN_ENDPOINT_CAUSES } from './clientCauses.ts';
import { GRANT_CAUSES } from './grantCauses.ts';
import { TRANSPORT_CAUSES } from './transportCauses.ts';

/** One text for each cause, wherever it is found. Ids are public vocabulary: added, never renamed. */
export const CAUSES = { ...TRANSPORT_CAUSES, ...TOKEN_ENDPOINT_CAUSES, ...GRANT_CAUSES, ...API_CAUSES };

export type CauseId = keyof typeof CAUSES;

/** A finding about the cause, in its words. */
export function findingOf(
  cause: CauseId,
  confidence: number,
  proof: Evidence[],
  level: Finding['level'] = 'bad',
): Finding {
  return { cause, confidence, level, evidence: proof, ...CAUSES[cause] };
}
