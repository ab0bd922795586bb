import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VaultGeneration } from '#contract/vault.ts';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';
import { ProofTable } from './ProofTable.tsx';

const COLUMNS = [
  { name: 'Saved' },
  { name: 'Revision', isFigure: true },
  { name: 'Entries', isFigure: true },
  { name: 'Size', isFigure: true },
  { name: 'State' },
];

/** The states of the vault that are on the disk, the damaged ones with them. */
export function Generations({ generations }: { generations: readonly VaultGeneration[] }): ReactNode {
  return (
    <section>
      <Text fw={600} mb={6}>
        States on the disk
      </Text>
      {generations.length === 0 ? (
        <Text size="sm" className="soft">
          None yet.
        </Text>
      ) : (
        <ProofTable label="States on the disk" columns={COLUMNS} rows={generations.map(rowOf)} />
      )}
    </section>
  );
}

const rowOf = (state: VaultGeneration): { key: string; cells: ReactNode[] } => ({
  key: state.generation,
  cells: [
    <Moment key="saved" at={state.savedAt} />,
    state.revision ?? '?',
    state.records ?? '?',
    bytesWords(state.bytes),
    <StateWord key="state" state={state} />,
  ],
});

function StateWord({ state: { good, current } }: { state: VaultGeneration }): ReactNode {
  if (!good) return <span style={{ color: 'var(--app-bad)' }}>damaged</span>;
  return current ? 'in use' : 'good';
}
