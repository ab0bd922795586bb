import type { Diagnosis, Finding } from '#contract/diagnosis.ts';
import { findingOf } from './causes.ts';
import type { RefusalContext } from './refusalContext.ts';
import { REFUSAL_RULES } from './refusalRules.ts';

/** Why a token request was refused: each cause once, the likeliest first. Empty when nothing known fits. */
export function diagnoseRefusal(context: RefusalContext): Diagnosis {
  const best = new Map<string, Finding>();
  for (const { cause, confidence, applies } of REFUSAL_RULES) {
    const proof = applies(context);
    const earlier = best.get(cause);
    if (proof && (earlier === undefined || earlier.confidence < confidence)) {
      best.set(cause, findingOf(cause, confidence, proof));
    }
  }
  return { findings: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
