import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow } from '#contract/flow.ts';
import { LEVELS } from '../../ui/levels.ts';
import { FlowStepDetail } from './FlowStepDetail.tsx';
import { STEP_NAMES, laneOf } from './flowSteps.ts';
import type { LaneStep } from './flowSteps.ts';
import './flow.css';

interface FlowLaneProps {
  flow: Flow;
  /** Where the exchange of a step is looked up. */
  exchanges?: readonly Exchange[];
}

/** The steps of a flow from left to right; the chosen one is explained below. */
export function FlowLane({ flow, exchanges = [] }: FlowLaneProps): ReactNode {
  const [chosen, setChosen] = useState<number>();
  const lane = laneOf(flow.steps);
  // Until the person chose one, the newest is shown.
  const shownAt = chosen ?? lane.length - 1;
  const shown = lane[shownAt];
  if (shown === undefined) return <p className="soft token-note">Nothing was sent yet.</p>;
  return (
    <div className="flow">
      <ol className="flow-lane" aria-label="Steps">
        {lane.map((each, index) => (
          <li key={index}>
            <UnstyledButton
              className="flow-step"
              aria-pressed={index === shownAt}
              data-verdict={each.verdict}
              onClick={() => setChosen(index)}
            >
              <Verdict verdict={each.verdict} />
              {STEP_NAMES[each.step.kind]}
              {each.count > 1 && <span className="soft"> {each.count} times</span>}
            </UnstyledButton>
            {index < lane.length - 1 && <IconChevronRight size={14} aria-hidden className="soft" />}
          </li>
        ))}
      </ol>
      <FlowStepDetail
        step={shown.step}
        startedAt={flow.startedAt}
        exchange={exchanges.find(({ id }) => id === shown.step.exchangeId)}
      />
      {flow.foreignCallbacks > 0 && (
        <p className="flow-foreign">
          {flow.foreignCallbacks === 1 ? 'One callback' : `${flow.foreignCallbacks} callbacks`} with a wrong or missing
          state came in between and {flow.foreignCallbacks === 1 ? 'was' : 'were'} not taken.
        </p>
      )}
    </div>
  );
}

function Verdict({ verdict }: Pick<LaneStep, 'verdict'>): ReactNode {
  if (verdict === 'none') return null;
  const { Icon } = LEVELS[verdict === 'pass' ? 'good' : 'bad'];
  return <Icon size={14} aria-label={verdict === 'pass' ? 'Checks passed:' : 'A check failed:'} />;
}
