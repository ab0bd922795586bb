import type { CheckUpStep, CheckUpVerdict } from '#contract/checkUp.ts';
import type { Evidence, Finding } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Failure } from '../../failure.ts';
import { analyzeText } from '../analyze.ts';
import { evidence } from '../quote.ts';

/** What a step came to, without its place in the chain, its requests and its time. */
export type Found = Pick<CheckUpStep, 'verdict' | 'sentence' | 'seen' | 'findings' | 'problem'>;

/** The verdict is that of the worst finding; without one the step is good. */
export function found(sentence: string, seen: Evidence[], findings: readonly Finding[] = []): Found {
  return { verdict: worstOf(findings), sentence, seen, findings: [...findings] };
}

/** `because` continues “Not checked, because”. */
export function skipped(because: string, seen: Evidence[] = []): Found {
  return { verdict: 'skipped', sentence: `Not checked, because ${because}.`, seen, findings: [] };
}

/** A failure without a reply. What the rules make of its exchange is the finding. */
export async function failedStep(
  failure: Failure,
  exchange: Exchange | undefined,
  now: number,
  seen: Evidence[] = [],
): Promise<Found> {
  const findings = exchange === undefined ? [] : await causesOf(exchange, now);
  return { verdict: 'bad', sentence: failure.message, seen, findings, problem: failure.toReply() };
}

/** What the rules know about a recorded exchange, as if a person had asked about it. */
export async function causesOf(exchange: Exchange, now: number): Promise<Finding[]> {
  const { findings } = await analyzeText(JSON.stringify(exchange), { now });
  return findings;
}

/** Names with values; one without a value is left out. */
export function facts(rows: readonly (readonly [where: string, quote: string | undefined])[]): Evidence[] {
  return rows.flatMap(([where, quote]) => (quote === undefined ? [] : [evidence(where, quote)]));
}

export function worstOf(findings: readonly Finding[]): Exclude<CheckUpVerdict, 'skipped'> {
  if (findings.some(({ level }) => level === 'bad')) return 'bad';
  return findings.some(({ level }) => level === 'notice') ? 'notice' : 'good';
}

/** The same causes, said of something that works all the same. */
export const asNotices = (findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, level: 'notice' }));

export const milliseconds = (count: number): string => `${count < 10 ? count.toFixed(1) : Math.round(count)} ms`;
