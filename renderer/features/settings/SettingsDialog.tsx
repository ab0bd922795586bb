import { Modal, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { CarrySettings } from '../carry/CarrySettings.tsx';
import { ProofPanel } from '../proof/ProofPanel.tsx';
import { SETTINGS_TABS } from '../shell/navigationStore.ts';
import type { SettingsTab } from '../shell/navigationStore.ts';
import { VaultSettings } from '../vault/VaultSettings.tsx';
import { GeneralSettings } from './GeneralSettings.tsx';
import './settings.css';

const TAB_NAMES: Record<SettingsTab, string> = {
  general: 'General',
  vault: 'Vault',
  carry: 'Export and import',
  proof: 'Proof',
};

const PANELS: Record<SettingsTab, () => ReactNode> = {
  general: GeneralSettings,
  vault: VaultSettings,
  carry: CarrySettings,
  proof: ProofPanel,
};

export function SettingsDialog(): ReactNode {
  const { navigation } = useStores();
  const dialog = useStore(navigation, (state) => state.dialog);
  const show = (value: string | null): void => {
    const tab = SETTINGS_TABS.find((each) => each === value);
    if (tab !== undefined) navigation.showSettings(tab);
  };
  return (
    <Modal opened={dialog.kind === 'settings'} onClose={navigation.closeDialog} title="Settings" size={640}>
      <Tabs value={dialog.kind === 'settings' ? dialog.tab : null} onChange={show} className="settings">
        <Tabs.List>
          {SETTINGS_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {TAB_NAMES[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SETTINGS_TABS.map((tab) => {
          const Panel = PANELS[tab];
          return (
            <Tabs.Panel key={tab} value={tab} className="settings-panel">
              <Panel />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Modal>
  );
}
