import type { Diagnosis, Finding } from '#contract/diagnosis.ts';
import { inSlices } from '../slices.ts';
import type { EventLoop } from '../slices.ts';
import { findingOf } from './causes/causes.ts';
import type { Observed } from './observed.ts';
import { RULES } from './rules/rules.ts';

/** What the rules make of it: each cause once with its best proof, the likeliest first. Empty when nothing known fits. */
export const conclude = (seen: Observed, eventLoop?: EventLoop): Promise<Diagnosis> =>
  inSlices(concluding(seen), eventLoop);

/**
 * The same, a rule at a step. An expression is compiled when it is first used, and all of them together would hold main up for longer than
 * it may stand still.
 */
export function* concluding(seen: Observed): Generator<void, Diagnosis, void> {
  const best = new Map<string, Finding>();
  for (const { cause, confidence, applies } of RULES) {
    if ((best.get(cause)?.confidence ?? 0) >= confidence) continue;
    yield;
    const proof = applies(seen);
    if (proof !== undefined) best.set(cause, findingOf(cause, confidence, proof));
  }
  return { findings: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
