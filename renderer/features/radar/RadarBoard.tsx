import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RadarItem } from '#contract/radar.ts';
import { useStores } from '../../stores.tsx';
import { LEVELS } from '../../ui/levels.ts';
import { Moment } from '../../ui/Moment.tsx';
import { dateWords } from '../../ui/times.ts';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { EnvironmentBadge } from '../connections/EnvironmentBadge.tsx';
import { KINDS, STATES } from './radarWords.ts';
import type { RadarRow } from './radarWords.ts';

const ROW = 40;

const keyOf = (row: RadarRow): string =>
  row.type === 'title'
    ? row.state
    : `${row.item.kind} ${row.item.connectionId ?? ''} ${row.item.label} ${row.item.expiresAt}`;

export function RadarBoard({ rows }: { rows: readonly RadarRow[] }): ReactNode {
  return (
    <VirtualRows label="What expires" rows={rows} keyOf={keyOf} height={ROW} className="place-body radar">
      {(row) => (row.type === 'title' ? <StateTitle {...row} /> : <Item item={row.item} />)}
    </VirtualRows>
  );
}

function StateTitle({ state, count }: { state: RadarItem['state']; count: number }): ReactNode {
  const { title, level } = STATES[state];
  const { Icon, color } = LEVELS[level];
  return (
    <h2 className="radar-title" style={{ color }}>
      <Icon size={16} aria-hidden />
      {title} <span className="soft">{count}</span>
    </h2>
  );
}

function Item({ item }: { item: RadarItem }): ReactNode {
  const { connections, navigation } = useStores();
  const { kind, label, connectionId, expiresAt, state } = item;
  const connection = useStore(connections, (list) =>
    list.kind === 'loaded' ? list.connections.find(({ id }) => id === connectionId) : undefined,
  );
  const { Icon, one } = KINDS[kind];
  const { color } = LEVELS[STATES[state].level];
  return (
    <div className="radar-item">
      <span className="radar-kind">
        <Icon size={16} aria-hidden />
        {one}
      </span>
      <span className="radar-label">
        <Text span size="sm" fw={500} truncate title={label} className="radar-name">
          {label}
        </Text>
        {connection !== undefined && connection.name !== label && (
          <Text span size="xs" className="soft radar-of" truncate>
            {connection.name}
          </Text>
        )}
        {connection !== undefined && <EnvironmentBadge environment={connection.environment} />}
      </span>
      <span className="radar-countdown" style={{ color: state === 'fine' ? undefined : color }}>
        <Moment at={expiresAt} />
      </span>
      <span className="radar-exact soft">{dateWords(expiresAt)}</span>
      {connectionId === undefined ? (
        <span />
      ) : (
        <Button
          variant="subtle"
          aria-label={`Open ${label}`}
          onClick={() =>
            kind === 'token'
              ? navigation.openConnection(connectionId, 'token')
              : navigation.go({ kind: 'edit', connectionId })
          }
        >
          {kind === 'token' ? 'Open' : 'Edit'}
        </Button>
      )}
    </div>
  );
}
