import { Button, Group, Loader, Select, Text, Title } from '@mantine/core';
import { IconBell, IconRadar2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RadarItem } from '#contract/radar.ts';
import { useStores } from '../../stores.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { choose } from '../connections/choice.ts';
import './radar.css';
import { RadarBoard } from './RadarBoard.tsx';
import { KINDS, rowsOf } from './radarWords.ts';
import type { RadarFilter } from './radarWords.ts';

const FILTERS: { value: RadarFilter; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'clientSecret', label: KINDS.clientSecret.many },
  { value: 'certificate', label: KINDS.certificate.many },
  { value: 'capsule', label: KINDS.capsule.many },
  { value: 'key', label: KINDS.key.many },
  { value: 'token', label: KINDS.token.many },
];

/** One board of countdowns for everything that has an end. */
export function RadarPlace(): ReactNode {
  const { navigation, radar, settings } = useStores();
  const state = useStore(radar);
  const { expiryNotices, expiryNoticeDays } = useStore(settings, (store) => store.settings);
  const [filter, setFilter] = useState<RadarFilter>('all');
  return (
    <>
      <header className="place-header radar-head">
        <Title order={1} size="h2" flex={1}>
          Expiry radar
        </Title>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconBell size={15} />}
          onClick={() => navigation.showSettings('general')}
        >
          {expiryNotices
            ? `Notices ${expiryNoticeDays === 1 ? '1 day' : `${expiryNoticeDays} days`} ahead`
            : 'Notices are off'}
        </Button>
        <Select
          aria-label="What the board shows"
          w={200}
          data={FILTERS}
          value={filter}
          onChange={choose(FILTERS, setFilter)}
        />
      </header>
      {state.kind === 'loading' && <Loader size="sm" m="xl" aria-label="Reading the board" />}
      {state.kind === 'failed' && (
        <Group p="lg">
          <ErrorNotice error={state.error} title="The board cannot be read" onRetry={() => void radar.reload()} />
        </Group>
      )}
      {state.kind === 'loaded' && <Loaded items={state.items} filter={filter} onAll={() => setFilter('all')} />}
    </>
  );
}

interface LoadedProps {
  items: RadarItem[];
  filter: RadarFilter;
  onAll: () => void;
}

function Loaded({ items, filter, onAll }: LoadedProps): ReactNode {
  const rows = useMemo(() => rowsOf(items, filter), [items, filter]);
  if (rows.length > 0) return <RadarBoard rows={rows} />;
  return (
    <Empty
      icon={<IconRadar2 size={36} stroke={1.5} />}
      title={items.length === 0 ? 'Nothing expires yet' : 'Nothing of this kind expires'}
      actions={
        items.length === 0 ? undefined : (
          <Button variant="default" onClick={onAll}>
            Show everything
          </Button>
        )
      }
    >
      <Text span inherit>
        Tokens, certificates and capsules come here by themselves. For a client secret, enter the day in the connection:
        Edit, Client, “Secret expires on”.
      </Text>
    </Empty>
  );
}
