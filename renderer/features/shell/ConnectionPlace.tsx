import { ActionIcon, Button, Group, Menu, Tabs, Text, Title } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconExternalLink,
  IconPencil,
  IconShieldSearch,
  IconTrash,
  IconWorldSearch,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionSummary } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { DiscoveryDialog } from '../connections/DiscoveryDialog.tsx';
import { EnvironmentBadge } from '../connections/EnvironmentBadge.tsx';
import { grantName } from '../connections/grantWords.ts';
import { LimitsLine } from '../connections/LimitsLine.tsx';
import { ProbeDialog } from '../connections/ProbeDialog.tsx';
import { useConnectionActions } from '../connections/useConnectionActions.ts';
import { DiagnoseTab } from '../diagnose/DiagnoseTab.tsx';
import { GuideTab } from '../guide/GuideTab.tsx';
import { InspectTab } from '../inspect/InspectTab.tsx';
import { RequestTab } from '../request/RequestTab.tsx';
import { TokenTab } from '../token/TokenTab.tsx';
import { TABS } from './navigationStore.ts';
import type { Tab } from './navigationStore.ts';

const TAB_NAMES: Record<Tab, string> = {
  token: 'Token',
  inspect: 'Inspect',
  request: 'Request',
  diagnose: 'Diagnose',
  guide: 'Guide',
};

export function ConnectionPlace({ connectionId, tab }: { connectionId: string; tab: Tab }): ReactNode {
  const { connections, navigation } = useStores();
  const connection = useStore(connections, (state) =>
    state.kind === 'loaded' ? state.connections.find(({ id }) => id === connectionId) : undefined,
  );
  if (connection === undefined) return null;
  const show = (value: string | null): void => {
    const next = TABS.find((each) => each === value);
    if (next !== undefined) navigation.openConnection(connectionId, next);
  };
  return (
    <Tabs value={tab} onChange={show} display="flex" style={{ flex: 1, minHeight: 0, flexDirection: 'column' }}>
      <Header connection={connection} />
      <LimitsLine limits={connection.limits} />
      <Tabs.List px={16}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {TAB_NAMES[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="token" className="place-body">
        <TokenTab connectionId={connectionId} />
      </Tabs.Panel>
      <Tabs.Panel value="inspect" className="place-body">
        <InspectTab connectionId={connectionId} />
      </Tabs.Panel>
      <Tabs.Panel value="request" className="place-body">
        <RequestTab connectionId={connectionId} />
      </Tabs.Panel>
      <Tabs.Panel value="diagnose" className="place-body">
        {/* Only while it is seen: it takes the files that are dropped on the window. */}
        {tab === 'diagnose' && <DiagnoseTab connectionId={connectionId} />}
      </Tabs.Panel>
      <Tabs.Panel value="guide" className="place-body">
        <GuideTab connection={connection} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Header({ connection }: { connection: ConnectionSummary }): ReactNode {
  const { navigation } = useStores();
  const actions = useConnectionActions();
  const [dialog, setDialog] = useState<'discovery' | 'probe'>();
  const close = (): void => setDialog(undefined);
  return (
    <header className="place-header">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0, flex: 1 }}>
        <Title order={1} size="h2" lineClamp={1}>
          {connection.name}
        </Title>
        <EnvironmentBadge environment={connection.environment} />
        <Text className="soft" size="sm" truncate>
          {grantName(connection.grantType)}
        </Text>
      </Group>
      <Button
        variant="default"
        leftSection={<IconPencil size={15} />}
        onClick={() => navigation.go({ kind: 'edit', connectionId: connection.id })}
      >
        Edit
      </Button>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More actions">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {connection.domainUrl !== undefined && !connection.sandbox && (
            <Menu.Item
              leftSection={<IconExternalLink size={15} />}
              onClick={() => void actions.openConsole(connection.domainUrl ?? '')}
            >
              Open the domain’s console
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconWorldSearch size={15} />} onClick={() => setDialog('discovery')}>
            What the domain says
          </Menu.Item>
          <Menu.Item leftSection={<IconShieldSearch size={15} />} onClick={() => setDialog('probe')}>
            Which client authentication works
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void actions.duplicate(connection.id)}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={() => void actions.remove(connection.id, connection.name)}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DiscoveryDialog connectionId={connection.id} opened={dialog === 'discovery'} onClose={close} />
      <ProbeDialog connectionId={connection.id} opened={dialog === 'probe'} onClose={close} />
    </header>
  );
}
