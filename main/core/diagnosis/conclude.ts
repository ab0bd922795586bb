import type { Diagnosis, Finding } from '#contract/diagnosis.ts';
import { findingOf } from './causes/causes.ts';
import type { Observed } from './observed.ts';
import { RULES } from './rules/rules.ts';

/** What the rules make of it: each cause once with its best proof, the likeliest first. Empty when nothing known fits. */
export function conclude(seen: Observed): Diagnosis {
  const best = new Map<string, Finding>();
  for (const { cause, confidence, applies } of RULES) {
    if ((best.get(cause)?.confidence ?? 0) >= confidence) continue;
    const proof = applies(seen);
    if (proof !== undefined) best.set(cause, findingOf(cause, confidence, proof));
  }
  return { findings: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
