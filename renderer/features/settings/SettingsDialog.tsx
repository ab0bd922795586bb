import { Modal, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { VaultSettings } from '../vault/VaultSettings.tsx';
import { GeneralSettings } from './GeneralSettings.tsx';

export function SettingsDialog(): ReactNode {
  const { navigation } = useStores();
  const opened = useStore(navigation, (state) => state.settingsOpen);
  return (
    <Modal opened={opened} onClose={() => navigation.showSettings(false)} title="Settings" size={640}>
      <Tabs defaultValue="general" mih={420}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="general">General</Tabs.Tab>
          <Tabs.Tab value="vault">Vault</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general">
          <GeneralSettings />
        </Tabs.Panel>
        <Tabs.Panel value="vault">
          <VaultSettings />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
