import { Button, Checkbox, Group, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconEye, IconExternalLink, IconPencil, IconUserCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ConnectionSummary } from '#contract/connection.ts';
import type { Guide, GuideStep } from '#contract/guide.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ConsolePath } from '../../ui/FindingDetail.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Ticked } from '../../ui/Ticked.tsx';
import { useConnectionActions } from '../connections/useConnectionActions.ts';
import { isDone } from './guideWords.ts';

interface GuideStepRowProps {
  connection: ConnectionSummary;
  consoleOf: Guide['console'];
  number: number;
  step: GuideStep;
  isOpen: boolean;
}

/** One step: a box for the person's tick, what the app saw, and how it is done when it is open. */
export function GuideStepRow(props: GuideStepRowProps): ReactNode {
  const { connection, number, step, isOpen } = props;
  const { guide } = useStores();
  const body = useId();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <li ref={row} className="guide-step" data-done={isDone(step)} data-open={isOpen}>
      <div className="guide-row">
        <Checkbox
          aria-label={`Done: ${step.title}`}
          checked={step.tickedAt !== undefined}
          onChange={(event) => void guide.tick(connection.id, step.id, event.currentTarget.checked)}
        />
        <UnstyledButton
          className="guide-title"
          data-guide-step
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => guide.toggle(connection.id, step.id)}
        >
          <span className="guide-number soft">{number}</span>
          <span className="guide-name">{step.title}</span>
          <StepState step={step} />
          <IconChevronRight size={16} aria-hidden className="guide-chevron" />
        </UnstyledButton>
      </div>
      {isOpen && (
        <div id={body} className="guide-body">
          <StepBody {...props} />
        </div>
      )}
    </li>
  );
}

/** Whose word it is that the step is done. */
function StepState({ step: { seen, tickedAt } }: { step: GuideStep }): ReactNode {
  if (seen !== undefined) {
    return (
      <span className="guide-state" data-by="app">
        <IconEye size={14} aria-hidden /> Seen
      </span>
    );
  }
  if (tickedAt === undefined) return null;
  return (
    <span className="guide-state soft">
      <IconUserCheck size={14} aria-hidden /> Ticked
    </span>
  );
}

function StepBody({ connection, consoleOf, step }: GuideStepRowProps): ReactNode {
  const { navigation } = useStores();
  const actions = useConnectionActions();
  const { why, details, consolePath, inConsole, takes, gives } = step;
  return (
    <>
      <p>
        <Ticked text={why} />
      </p>
      {consolePath !== undefined && <ConsolePath path={consolePath} />}
      <ol className="guide-details" data-single={details.length === 1}>
        {details.map((sentence, index) => (
          <li key={index}>
            <Ticked text={sentence} />
          </li>
        ))}
      </ol>
      {gives.length + takes.length > 0 && (
        <dl className="guide-values" aria-label="What to copy">
          {gives.map(({ name, into, value }) => (
            <div key={`${name} ${into}`}>
              <dt className="soft">{into}</dt>
              <dd>
                <span className="mono breakable">{value}</span>
                <CopyButton text={value} what={name} />
              </dd>
            </div>
          ))}
          {takes.map(({ name, into }) => (
            <div key={`${name} ${into}`}>
              <dt className="soft">{name}</dt>
              <dd>goes into the field “{into}” of the connection</dd>
            </div>
          ))}
        </dl>
      )}
      <StepProof step={step} />
      <Group gap="sm">
        {inConsole && consoleOf !== undefined && (
          <Button
            variant="default"
            leftSection={<IconExternalLink size={15} />}
            title={`Opens ${consoleOf.host} in the browser`}
            onClick={() => void actions.openConsole(consoleOf.domainUrl)}
          >
            Open the console
          </Button>
        )}
        {takes.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPencil size={15} />}
            onClick={() => navigation.go({ kind: 'edit', connectionId: connection.id })}
          >
            Edit the connection
          </Button>
        )}
        {inConsole && consoleOf !== undefined && (
          <span className="soft guide-host">Opens in the browser at {consoleOf.host}</span>
        )}
      </Group>
    </>
  );
}

/** On what the state stands. */
function StepProof({ step: { seen, tickedAt } }: { step: GuideStep }): ReactNode {
  return (
    <>
      {seen !== undefined && (
        <p className="guide-proof" data-by="app">
          <IconEye size={14} aria-hidden />
          <span>
            <Ticked text={seen.evidence} />
            {seen.at !== undefined && (
              <>
                {' '}
                <span className="soft">
                  <Moment at={seen.at} />
                </span>
              </>
            )}
          </span>
        </p>
      )}
      {tickedAt !== undefined && (
        <p className="guide-proof soft">
          <IconUserCheck size={14} aria-hidden />
          <span>
            You ticked this <Moment at={tickedAt} />. Grantsmith cannot check it
            {seen === undefined ? '.' : ' beyond what it saw.'}
          </span>
        </p>
      )}
    </>
  );
}
