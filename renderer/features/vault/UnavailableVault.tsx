import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CreateVault } from './CreateVault.tsx';
import { EarlierState } from './EarlierState.tsx';
import { GateCard } from './GateCard.tsx';
import { unavailableWords } from './generationWords.ts';
import { OpenCopy } from './OpenCopy.tsx';
import { useEarlierStates } from './useEarlierStates.ts';

/** The vault's file is there and cannot be used. Nothing was deleted; the earlier states are offered, the best of them first. */
export function UnavailableVault(): ReactNode {
  const { vault } = useStores();
  const { status, error } = useStore(vault);
  const generations = useEarlierStates();
  const [isStartingNew, setStartingNew] = useState(false);
  const { title, lead } = unavailableWords(status?.reason?.code);
  const offer = status?.offer;
  const earlier = generations.kind === 'read' ? generations.earlier : [];
  const others = earlier.filter(({ generation }) => generation !== offer?.generation);
  const isTooNew = status?.reason?.code === 'vault.too-new';
  if (isStartingNew) return <CreateVault onBack={() => setStartingNew(false)} />;
  return (
    <GateCard title={title} lead={lead} height={560}>
      <Stack gap="md">
        {status?.reason !== undefined && <ErrorNotice error={status.reason} />}
        {error !== undefined && <ErrorNotice error={error} title="That did not work" />}
        {generations.kind === 'failed' && (
          <ErrorNotice error={generations.error} title="The earlier states cannot be read" />
        )}
        {offer !== undefined && (
          <section aria-label="The newest good state">
            <Text fw={600}>The newest good state</Text>
            <EarlierState generation={offer} isOffer />
          </section>
        )}
        {!isTooNew && generations.kind === 'read' && earlier.length === 0 && offer === undefined && (
          <Text className="soft">There is no earlier state here. Open a copy that you kept elsewhere.</Text>
        )}
        {!isTooNew && others.length > 0 && (
          <section aria-label="Other earlier states">
            <Text fw={600}>{offer === undefined ? 'Earlier states of the vault' : 'Other earlier states'}</Text>
            {others.map((generation) => (
              <EarlierState key={generation.generation} generation={generation} />
            ))}
          </section>
        )}
        <Group gap="sm">
          <OpenCopy />
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconRefresh size={15} />}
            onClick={() => void vault.readStatus()}
          >
            Look at the file again
          </Button>
          {!isTooNew && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={15} />}
              onClick={() => setStartingNew(true)}
            >
              Start a new vault …
            </Button>
          )}
        </Group>
      </Stack>
    </GateCard>
  );
}
