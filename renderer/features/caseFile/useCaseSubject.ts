import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ALONE, diagnosePlaceOf, subjectOfPlace } from '../diagnose/diagnoseStore.ts';
import { subjectOfCheckUp } from '../diagnose/checkUp/checkUpStore.ts';
import type { CaseSubject } from './caseFileStore.ts';

/** What a case file would be about where the person is; undefined where that is nothing. */
export function useCaseSubject(): CaseSubject | undefined {
  const { checkUp, diagnose, navigation } = useStores();
  const placeId = useStore(navigation, ({ place }) => {
    if (place.kind === 'diagnose') return ALONE;
    return place.kind === 'connection' ? place.connectionId : undefined;
  });
  const place = useStore(diagnose, (state) => (placeId === undefined ? undefined : diagnosePlaceOf(state, placeId)));
  const run = useStore(checkUp, ({ runs }) => (placeId === undefined ? undefined : runs[placeId]));
  if (place?.shows === 'checkUp' && run?.kind === 'done') return subjectOfCheckUp(run.checkUp);
  return placeId === undefined || place === undefined ? undefined : subjectOfPlace(placeId, place);
}
