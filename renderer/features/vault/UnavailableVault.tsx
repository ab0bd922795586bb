import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { VaultGeneration } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';
import { GateCard } from './GateCard.tsx';

/** The vault's file is there and cannot be used. Nothing was deleted; the earlier states are offered. */
export function UnavailableVault(): ReactNode {
  const { bench, vault } = useStores();
  const { status, error } = useStore(vault);
  const [generations, setGenerations] = useState<VaultGeneration[]>([]);
  useEffect(() => {
    void bench.vault.generations().then((result) => {
      if (result.ok) setGenerations(result.value.filter((each) => !each.current));
    });
  }, [bench]);
  return (
    <GateCard
      title="The vault cannot be opened"
      lead="Nothing was deleted or changed. The damaged file stays where it is; when you go back to an earlier state, a copy of it is kept."
    >
      <Stack gap="md">
        {status?.reason !== undefined && <ErrorNotice error={status.reason} />}
        {error !== undefined && <ErrorNotice error={error} title="That did not work" />}
        <Text fw={600}>Earlier states of the vault</Text>
        {generations.length === 0 && (
          <Text className="soft">There are none. Bring back a copy of the file from your backup.</Text>
        )}
        {generations.map((generation) => (
          <Group key={generation.generation} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={500}>
                Saved <Moment at={generation.savedAt} />
              </Text>
              <Text size="xs" className="soft">
                {generation.revision === undefined ? 'revision unknown' : `revision ${generation.revision}`} ·{' '}
                {generation.records === undefined ? '' : `${generation.records} records · `}
                {bytesWords(generation.bytes)}
              </Text>
            </div>
            {generation.good ? (
              <Button variant="default" onClick={() => void vault.restore(generation.generation)}>
                Go back to this
              </Button>
            ) : (
              <Badge color="red" variant="light">
                damaged too
              </Badge>
            )}
          </Group>
        ))}
      </Stack>
    </GateCard>
  );
}
