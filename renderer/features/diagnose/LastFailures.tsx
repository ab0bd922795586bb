import { Title, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { diagnosePlaceOf } from './diagnoseStore.ts';
import { failureWords } from './recognitionWords.ts';

/** What failed last on this connection: one click explains it. */
export function LastFailures({ connectionId }: { connectionId: string }): ReactNode {
  const { diagnose } = useStores();
  const { failures, failuresError, exchange } = useStore(diagnose, (state) => diagnosePlaceOf(state, connectionId));
  useEffect(() => void diagnose.readFailures(connectionId), [diagnose, connectionId]);
  return (
    <section aria-label="Last failures" className="diagnose-failures">
      <Title order={2} size="h3">
        Last failures
      </Title>
      {failuresError !== undefined && <ErrorNotice error={failuresError} title="The history cannot be read" />}
      {failures?.length === 0 && (
        <p className="soft diagnose-note">No request of this connection failed. One that does is offered here.</p>
      )}
      <ul className="diagnose-list">
        {(failures ?? []).map((failure) => (
          <li key={failure.id}>
            <UnstyledButton
              className="diagnose-failure"
              aria-pressed={failure.id === exchange?.id}
              onClick={() => diagnose.openExchange(connectionId, failure)}
            >
              <span className="mono breakable">{failureWords(failure)}</span>
              <span className="soft">
                <Moment at={failure.startedAt} />
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
