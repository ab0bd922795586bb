import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { NetworkLogEntry } from '#contract/app.ts';
import { Machine } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { ProofTable } from './ProofTable.tsx';

const COLUMNS = [{ name: 'Host' }, { name: 'For' }, { name: 'Requests', isFigure: true }, { name: 'Last' }];

/** Every host that the app sent something to since it started: only those that the person typed may stand here. */
export function Hosts({ hosts }: { hosts: readonly NetworkLogEntry[] }): ReactNode {
  return (
    <section>
      <Text fw={600}>Hosts since the start</Text>
      <Text size="xs" className="soft" mb={6}>
        Every host that Grantsmith has sent a request to. There is no other traffic: no account, no telemetry, no update
        check.
      </Text>
      {hosts.length === 0 ? (
        <Text size="sm">None. Nothing has left this app yet.</Text>
      ) : (
        <ProofTable label="Hosts since the start" columns={COLUMNS} rows={hosts.map(rowOf)} />
      )}
    </section>
  );
}

const rowOf = ({ host, port, purpose, requests, lastAt }: NetworkLogEntry): { key: string; cells: ReactNode[] } => ({
  key: `${host}:${port} ${purpose}`,
  cells: [<Machine key="host">{`${host}:${port}`}</Machine>, purpose, requests, <Moment key="last" at={lastAt} />],
});
