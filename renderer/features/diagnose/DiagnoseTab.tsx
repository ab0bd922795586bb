import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { CheckUpBox } from './checkUp/CheckUpBox.tsx';
import { CheckUpResult } from './checkUp/CheckUpResult.tsx';
import { useCheckUp } from './checkUp/useCheckUp.ts';
import './diagnose.css';
import { CaseOfDiagnosis } from './CaseOfDiagnosis.tsx';
import { DiagnosisAnswer } from './DiagnosisAnswer.tsx';
import { ALONE, diagnosePlaceOf } from './diagnoseStore.ts';
import { FailureBox } from './FailureBox.tsx';
import { LastFailures } from './LastFailures.tsx';

interface DiagnoseTabProps {
  /** Offers what failed last on this connection; without it, the place stands alone. */
  connectionId?: string;
}

/** Any failure explained, and the check-up of a connection: what is looked at on the left, what it means on the right. */
export function DiagnoseTab({ connectionId }: DiagnoseTabProps): ReactNode {
  const placeId = connectionId ?? ALONE;
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
              {connectionId !== undefined && <CheckUpBox connectionId={connectionId} />}
              <FailureBox placeId={placeId} autoFocus={connectionId === undefined} />
              {connectionId !== undefined && <LastFailures connectionId={connectionId} />}
            </div>
          }
          second={<Beside placeId={placeId} />}
        />
      </div>
    </section>
  );
}

function Beside({ placeId }: { placeId: string }): ReactNode {
  const { diagnose } = useStores();
  const { reading, shows } = useStore(diagnose, (state) => diagnosePlaceOf(state, placeId));
  const { run, start, cancel } = useCheckUp(placeId);
  if (shows === 'checkUp' && run !== undefined) {
    return (
      <div className="diagnose-answer">
        <CheckUpResult connectionId={placeId} run={run} onCancel={cancel} onAgain={() => start(run.api)} />
      </div>
    );
  }
  return (
    <div className="diagnose-answer" aria-live="polite">
      <DiagnosisAnswer reading={reading} />
      <CaseOfDiagnosis placeId={placeId} />
    </div>
  );
}
