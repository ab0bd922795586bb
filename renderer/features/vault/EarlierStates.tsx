import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { EarlierState } from './EarlierState.tsx';
import { OpenCopy } from './OpenCopy.tsx';
import { useEarlierStates } from './useEarlierStates.ts';

/** The ways back while the vault is open: to a state that is kept here, or to a copy that was kept elsewhere. */
export function EarlierStates(): ReactNode {
  const { vault } = useStores();
  const error = useStore(vault, (store) => store.error);
  const states = useEarlierStates();
  return (
    <section aria-label="Earlier states of the vault">
      <Group justify="space-between">
        <Text fw={600}>Earlier states of the vault</Text>
        <OpenCopy />
      </Group>
      <Text size="xs" className="soft" mb={6}>
        Going back locks the vault. What it holds now stays as a state that you can come back to. A vault in whose place
        a new one was started is in a folder set-aside-… beside this one: open its vault.json as a copy.
      </Text>
      {states.kind === 'failed' && <ErrorNotice error={states.error} title="The earlier states cannot be read" />}
      {error !== undefined && <ErrorNotice error={error} title="That did not work" />}
      {states.kind === 'read' && states.earlier.length === 0 && <Text size="sm">None yet.</Text>}
      {states.kind === 'read' && (
        <Stack gap={0}>
          {states.earlier.map((generation) => (
            <EarlierState key={generation.generation} generation={generation} />
          ))}
        </Stack>
      )}
    </section>
  );
}
