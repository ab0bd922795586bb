import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow } from '#contract/flow.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
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

function FlowRow({ flow, exchanges, initiallyOpen }: Omit<FlowListProps, 'flows'> & FlowRowProps): ReactNode {
  const [isOpen, setOpen] = useState(initiallyOpen);
  const body = useId();
  const { level, words } = endOf(flow);
  const { Icon } = LEVELS[level];
  return (
    <article className="exchange" aria-label={`${grantName(flow.grantType)}: ${words}`}>
      <div className="exchange-head">
        <UnstyledButton
          className="exchange-fold"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={15} aria-hidden className="exchange-chevron" />
          <span className="exchange-status flow-end" data-level={level}>
            <Icon size={15} aria-hidden />
            {words}
          </span>
          <span className="exchange-purpose">{grantName(flow.grantType)}</span>
          <span className="soft exchange-address">{flow.steps.length} steps recorded</span>
          <span className="soft exchange-time">
            <Moment at={flow.startedAt} />
          </span>
        </UnstyledButton>
      </div>
      {isOpen && (
        <div id={body} className="exchange-body">
          {flow.ended?.error !== undefined && <ErrorNotice error={flow.ended.error} title="How it ended" />}
          <FlowLane flow={flow} exchanges={exchanges} />
        </div>
      )}
    </article>
  );
}

interface FlowRowProps {
  flow: Flow;
  initiallyOpen: boolean;
}
