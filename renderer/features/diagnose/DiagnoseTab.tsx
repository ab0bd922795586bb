import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import './diagnose.css';
import { DiagnosisAnswer } from './DiagnosisAnswer.tsx';
import { ALONE, diagnosePlaceOf } from './diagnoseStore.ts';
import { FailureBox } from './FailureBox.tsx';
import { LastFailures } from './LastFailures.tsx';

interface DiagnoseTabProps {
  /** Offers what failed last on this connection; without it, the place stands alone. */
  connectionId?: string;
}

/** Any failure explained: what was said on the left, what it means on the right. */
export function DiagnoseTab({ connectionId }: DiagnoseTabProps): ReactNode {
  const { diagnose } = useStores();
  const placeId = connectionId ?? ALONE;
  const reading = useStore(diagnose, (state) => diagnosePlaceOf(state, placeId).reading);
  return (
    <section className="diagnose" aria-label="Diagnose">
      {connectionId === undefined && (
        <header className="place-header">
          <Title order={1} size="h2">
            Why does it fail?
          </Title>
        </header>
      )}
      <div className="diagnose-body">
        <SplitPane
          name="diagnose"
          initial={42}
          min={25}
          first={
            <div className="diagnose-box">
              <FailureBox placeId={placeId} autoFocus={connectionId === undefined} />
              {connectionId !== undefined && <LastFailures connectionId={connectionId} />}
            </div>
          }
          second={
            <div className="diagnose-answer" aria-live="polite">
              <DiagnosisAnswer reading={reading} />
            </div>
          }
        />
      </div>
    </section>
  );
}
