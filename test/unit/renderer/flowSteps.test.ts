import { expect, test } from 'vitest';
import type { FlowCheck, FlowStep, FlowStepKind } from '#contract/flow.ts';
import { laneOf } from '../../../renderer/features/token/flowSteps.ts';

const step = (kind: FlowStepKind, results: FlowCheck['result'][] = []): FlowStep => ({
  kind,
  at: 1000,
  title: kind,
  parameters: [],
  checks: results.map((result) => ({ name: 'state', result, detail: 'It was compared.' })),
});

test('the questions of a device code stand as one place in the lane, other steps each in their own', () => {
  const lane = laneOf([step('device'), step('device'), step('poll'), step('poll'), step('poll'), step('token')]);
  expect(lane.map(({ step: { kind }, count }) => [kind, count])).toEqual([
    ['device', 1],
    ['device', 1],
    ['poll', 3],
    ['token', 1],
  ]);
});

test('one failed check fails its step, and what was not checked is no pass', () => {
  const verdicts = laneOf([
    step('callback', ['pass', 'fail']),
    step('token', ['pass']),
    step('keys', ['not-applicable']),
  ]);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'none']);
});
