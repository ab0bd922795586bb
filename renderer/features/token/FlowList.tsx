import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow } from '#contract/flow.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FoldCard } from '../../ui/FoldCard.tsx';
import { LEVELS } from '../../ui/levels.ts';
import { Moment } from '../../ui/Moment.tsx';
import { grantName } from '../connections/grantWords.ts';
import { FlowLane } from './FlowLane.tsx';
import { endOf } from './flowSteps.ts';

interface FlowListProps {
  flows: readonly Flow[];
  exchanges: readonly Exchange[];
}

/** The sign-ins of the connection, newest first. */
export function FlowList({ flows, exchanges }: FlowListProps): ReactNode {
  return flows.map((flow, index) => (
    <FlowRow key={flow.id} flow={flow} exchanges={exchanges} initiallyOpen={index === 0} />
  ));
}

interface FlowRowProps extends Omit<FlowListProps, 'flows'> {
  flow: Flow;
  initiallyOpen: boolean;
}

function FlowRow({ flow, exchanges, initiallyOpen }: FlowRowProps): ReactNode {
  const { level, words } = endOf(flow);
  const { Icon } = LEVELS[level];
  const grant = grantName(flow.grantType);
  return (
    <FoldCard
      label={`${grant}: ${words}`}
      initiallyOpen={initiallyOpen}
      head={
        <>
          <span className="exchange-status flow-end" data-level={level}>
            <Icon size={15} aria-hidden />
            {words}
          </span>
          <span className="exchange-purpose">{grant}</span>
          <span className="soft exchange-address">{flow.steps.length} steps recorded</span>
          <span className="soft exchange-time">
            <Moment at={flow.startedAt} />
          </span>
        </>
      }
    >
      {flow.ended?.error !== undefined && <ErrorNotice error={flow.ended.error} title="How it ended" />}
      <FlowLane flow={flow} exchanges={exchanges} />
    </FoldCard>
  );
}
