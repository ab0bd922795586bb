import type { Flow, FlowCheck, FlowStep, FlowStepKind } from '#contract/flow.ts';

/** One place in the lane: a step, or all the questions that were asked in a row while nobody had typed the code. */
export interface LaneStep {
  step: FlowStep;
  /** How many steps it stands for. */
  count: number;
  verdict: 'pass' | 'fail' | 'none';
}

export const STEP_NAMES: Record<FlowStepKind, string> = {
  browser: 'Browser',
  redirect: 'Redirect',
  callback: 'Callback',
  token: 'Token',
  keys: 'Keys',
  device: 'Device code',
  poll: 'Asked',
};

/** Steps in their order, the questions of a device code taken together. */
export function laneOf(steps: readonly FlowStep[]): LaneStep[] {
  const lane: LaneStep[] = [];
  for (const step of steps) {
    const last = lane.at(-1);
    if (step.kind === 'poll' && last?.step.kind === 'poll')
      lane[lane.length - 1] = { ...last, step, count: last.count + 1 };
    else lane.push({ step, count: 1, verdict: verdictOf(step.checks) });
  }
  return lane;
}

function verdictOf(checks: readonly FlowCheck[]): LaneStep['verdict'] {
  if (checks.some(({ result }) => result === 'fail')) return 'fail';
  return checks.some(({ result }) => result === 'pass') ? 'pass' : 'none';
}

const ENDS: Record<NonNullable<Flow['ended']>['result'], { level: 'good' | 'notice' | 'bad'; words: string }> = {
  issued: { level: 'good', words: 'Token issued' },
  refused: { level: 'bad', words: 'Refused' },
  failed: { level: 'bad', words: 'Failed' },
  cancelled: { level: 'notice', words: 'Cancelled' },
};

export function endOf({ ended }: Flow): { level: 'good' | 'notice' | 'bad'; words: string } {
  return ended === undefined ? { level: 'notice', words: 'Under way' } : ENDS[ended.result];
}
