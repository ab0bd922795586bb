import { Button, Group, Progress, Title } from '@mantine/core';
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckUp, CheckUpStepId } from '#contract/checkUp.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { durationWords } from '../../../ui/exchangeText.ts';
import { ConsolePath } from '../../../ui/FindingDetail.tsx';
import { LevelLine } from '../../../ui/LevelLine.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Ticked } from '../../../ui/Ticked.tsx';
import { useHeldFocus } from '../../../ui/useHeldFocus.ts';
import { CaseFileButton } from '../../caseFile/CaseFileButton.tsx';
import { GuideLinks } from '../../guide/GuideLinks.tsx';
import { CheckUpStepRow } from './CheckUpStepRow.tsx';
import { subjectOfCheckUp } from './checkUpStore.ts';
import type { CheckUpRun } from './checkUpStore.ts';
import { checkUpText, STEP_IDS, STEP_NAMES } from './checkUpWords.ts';

interface CheckUpResultProps {
  connectionId: string;
  run: CheckUpRun;
  onCancel: () => void;
  onAgain: () => void;
}

/** The chain of steps, each in its place from the beginning, and above it what they come to. */
export function CheckUpResult({ connectionId, run, onCancel, onAgain }: CheckUpResultProps): ReactNode {
  const headline = run.kind === 'done' ? run.checkUp.headline : undefined;
  return (
    <section aria-label="Result of the check-up" className="check-up">
      <header className="check-up-header">
        <Title order={2} size="h3">
          Check-up
        </Title>
        {run.kind === 'done' && (
          <span className="soft">
            <Moment at={run.checkUp.startedAt} />
          </span>
        )}
        <Actions run={run} onCancel={onCancel} onAgain={onAgain} />
      </header>
      <div className="check-up-headline" role="status">
        <Headline run={run} />
      </div>
      <ol className="check-up-steps">
        {STEP_IDS.map((id) => {
          const step = run.steps.find((each) => each.id === id);
          // The one that gives the headline opens when all is told, so that nothing moves while the others arrive.
          const isTelling = headline?.stepId === id;
          return (
            <li key={`${id}${isTelling ? ' opened' : ''}`}>
              <CheckUpStepRow id={id} step={step} isRunning={isAt(run, id)} initiallyOpen={isTelling} />
            </li>
          );
        })}
      </ol>
      {headline?.finding !== undefined && <GuideLinks connectionId={connectionId} findings={[headline.finding]} />}
    </section>
  );
}

const isAt = (run: CheckUpRun, id: CheckUpStepId): boolean =>
  run.kind === 'running' && run.current === id && run.steps.every((step) => step.id !== id);

function Actions({ run, onCancel, onAgain }: Omit<CheckUpResultProps, 'connectionId'>): ReactNode {
  const isRunning = run.kind === 'running';
  const held = useHeldFocus(isRunning);
  return (
    <Group gap="sm" {...held}>
      {run.kind === 'done' && <CaseFileButton subject={subjectOfCheckUp(run.checkUp)} />}
      {run.kind === 'done' && <CopyButton text={checkUpText(run.checkUp)} what="as text" labelled />}
      {isRunning ? (
        <Button key="cancel" variant="default" leftSection={<IconPlayerStop size={15} />} onClick={onCancel}>
          Cancel
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={onAgain}>
          Run again
        </Button>
      )}
    </Group>
  );
}

function Headline({ run }: { run: CheckUpRun }): ReactNode {
  switch (run.kind) {
    case 'running':
      return (
        <>
          <p className="check-up-line">
            {run.isEnding ? 'Ending it' : run.current === undefined ? 'Beginning' : STEP_NAMES[run.current]}
            <span className="soft">
              {' '}
              · {run.steps.length} of {STEP_IDS.length} steps
            </span>
          </p>
          <Progress
            value={(run.steps.length / STEP_IDS.length) * 100}
            size="sm"
            aria-label="Progress of the check-up"
          />
        </>
      );
    case 'done':
      return <Told checkUp={run.checkUp} />;
    case 'cancelled':
      return <p className="check-up-line">You stopped it. What was found until then stands below.</p>;
    case 'failed':
      return <ErrorNotice error={run.error} title="The check-up could not go on" />;
  }
}

function Told({ checkUp }: { checkUp: CheckUp }): ReactNode {
  const { verdict, headline, requests, durationMs } = checkUp;
  const [first] = headline.finding?.fix ?? [];
  return (
    <>
      <LevelLine level={verdict}>
        <Ticked text={headline.sentence} />
      </LevelLine>
      {first !== undefined && (
        <div className="check-up-fix">
          <Ticked text={first.text} />
          {first.consolePath !== undefined && <ConsolePath path={first.consolePath} />}
        </div>
      )}
      <p className="soft check-up-line">
        {headline.stepId === undefined ? '' : `At the step ${STEP_NAMES[headline.stepId]}, which is open below. `}
        {requests === 1 ? 'One request' : `${requests} requests`} in {durationWords(durationMs)}.
      </p>
    </>
  );
}
