import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { CarryDialogs } from '../carry/CarryDialogs.tsx';
import { CaseFileDialog } from '../caseFile/CaseFileDialog.tsx';
import { OpenedCasePlace } from '../caseFile/OpenedCasePlace.tsx';
import { ConnectionEditor } from '../connections/ConnectionEditor.tsx';
import { ConnectionList } from '../connections/ConnectionList.tsx';
import { DiagnoseTab } from '../diagnose/DiagnoseTab.tsx';
import { InspectTab } from '../inspect/InspectTab.tsx';
import { RadarPlace } from '../radar/RadarPlace.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { VaultNotices } from '../vault/VaultNotices.tsx';
import { ConnectionPlace } from './ConnectionPlace.tsx';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import type { Place } from './navigationStore.ts';
import { Palette } from './Palette.tsx';
import { StartPlace } from './StartPlace.tsx';
import { StatusBar } from './StatusBar.tsx';

/** The open window: connections left, the chosen place in the middle, the state of everything at the bottom. */
export function Shell(): ReactNode {
  const stores = useStores();
  const place = useStore(stores.navigation, (state) => state.place);
  useEffect(() => {
    const { caseFile, checkUp, connections, diagnose, guide, radar, request, savedRequests, token, tokens } = stores;
    const started = [caseFile, checkUp, connections, diagnose, guide, radar, request, savedRequests, token, tokens];
    const stops = started.map((store) => store.start());
    return () => stops.forEach((stop) => stop());
  }, [stores]);
  return (
    <div className="shell">
      <ConnectionList />
      <main className="shell-place">
        <VaultNotices />
        <Shown place={place} />
      </main>
      <StatusBar />
      <Palette />
      <LeaveQuestion />
      <SettingsDialog />
      <CarryDialogs />
      <CaseFileDialog />
    </div>
  );
}

function Shown({ place }: { place: Place }): ReactNode {
  switch (place.kind) {
    case 'start':
      return <StartPlace isPasting={place.isPasting ?? false} />;
    case 'connection':
      return <ConnectionPlace key={place.connectionId} connectionId={place.connectionId} tab={place.tab} />;
    case 'edit':
      return <ConnectionEditor key={place.connectionId} connectionId={place.connectionId} />;
    case 'new':
      return <ConnectionEditor key="new" pasted={place.pasted} keyFile={place.keyFile} />;
    case 'inspect':
      return <InspectTab text={place.text} />;
    case 'diagnose':
      return <DiagnoseTab />;
    case 'case':
      return <OpenedCasePlace />;
    case 'radar':
      return <RadarPlace />;
  }
}
