import { Alert, Button, Loader, Title } from '@mantine/core';
import { IconCircleCheck, IconListCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionSummary } from '#contract/connection.ts';
import type { Guide } from '#contract/guide.ts';
import { useStores } from '../../stores.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { GuideHead } from './GuideHead.tsx';
import { GuideStepRow } from './GuideStepRow.tsx';
import type { GuideView } from './guideStore.ts';
import { PLACES, isDone, numbered, progressOf } from './guideWords.ts';
import { useStepKeys } from './useStepKeys.ts';
import './guide.css';

/** What has to be in place before the grant of this connection works, as a list to tick off. */
export function GuideTab({ connection }: { connection: ConnectionSummary }): ReactNode {
  const { guide } = useStores();
  const { id, grantType } = connection;
  const view = useStore(guide, ({ views }) => views[id]);
  useEffect(() => void guide.open(id, grantType), [guide, id, grantType]);
  if (view === undefined || view.reading.kind === 'loading') {
    return <Loader size="sm" m="lg" aria-label="Reading the guide" />;
  }
  if (view.reading.kind === 'failed') {
    return (
      <div className="guide guide-alone">
        <ErrorNotice
          error={view.reading.error}
          title="The guide cannot be read"
          onRetry={() => void guide.open(id, grantType)}
        />
      </div>
    );
  }
  return <LoadedGuide connection={connection} view={view} guide={view.reading.guide} />;
}

interface LoadedProps {
  connection: ConnectionSummary;
  view: GuideView;
  guide: Guide;
}

function LoadedGuide({ connection, view, guide }: LoadedProps): ReactNode {
  const { guide: store } = useStores();
  const onKey = useStepKeys();
  const shown = numbered(guide).filter(({ step }) => !view.onlyLeft || !isDone(step) || step.id === view.openStep);
  return (
    <section className="guide" aria-label="Guide" onKeyDown={onKey}>
      <GuideHead connection={connection} view={view} guide={guide} />
      {view.problem !== undefined && <ErrorNotice error={view.problem} title="The tick was not kept" />}
      <AllDone connectionId={connection.id} guide={guide} />
      {shown.length === 0 && (
        <Empty
          icon={<IconListCheck size={36} stroke={1.5} />}
          title="Nothing is left"
          actions={
            <Button variant="default" onClick={() => store.showLeft(connection.id, false)}>
              Show all steps
            </Button>
          }
        >
          Every step is ticked, or was seen by Grantsmith.
        </Empty>
      )}
      {PLACES.map(({ place, title }) => {
        const steps = shown.filter(({ step }) => step.place === place);
        return steps.length === 0 ? null : (
          <section key={place} className="guide-place">
            <Title order={2} size="h3">
              {title}
            </Title>
            <ol className="guide-steps">
              {steps.map(({ number, step }) => (
                <GuideStepRow
                  key={step.id}
                  connection={connection}
                  consoleOf={guide.console}
                  number={number}
                  step={step}
                  isOpen={step.id === view.openStep}
                />
              ))}
            </ol>
          </section>
        );
      })}
    </section>
  );
}

/** What is next when all is done: the proof, or nothing any more. */
function AllDone({ connectionId, guide }: { connectionId: string; guide: Guide }): ReactNode {
  const { navigation } = useStores();
  const { done, steps } = progressOf(guide);
  if (done < steps) return null;
  const hasToken = guide.steps.some(({ id, seen }) => id === 'connection.token' && seen !== undefined);
  return (
    <Alert
      color="green"
      variant="light"
      icon={<IconCircleCheck size={18} />}
      title="Every step is done"
      role="status"
      className="guide-done"
    >
      <Button
        variant="default"
        mt={4}
        onClick={() => navigation.openConnection(connectionId, hasToken ? 'request' : 'token')}
      >
        {hasToken ? 'Send a request' : 'Get a token'}
      </Button>
    </Alert>
  );
}
