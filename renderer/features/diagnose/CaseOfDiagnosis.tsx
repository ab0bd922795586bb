import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { CaseFileButton } from '../caseFile/CaseFileButton.tsx';
import { diagnosePlaceOf, subjectOfPlace } from './diagnoseStore.ts';

/** Below an answer: the way to a file about it. */
export function CaseOfDiagnosis({ placeId }: { placeId: string }): ReactNode {
  const { diagnose } = useStores();
  const place = useStore(diagnose, (state) => diagnosePlaceOf(state, placeId));
  if (place.reading.kind !== 'read') return null;
  return (
    <div>
      <CaseFileButton subject={subjectOfPlace(placeId, place)} />
    </div>
  );
}
