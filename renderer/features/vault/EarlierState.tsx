import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { VaultGeneration } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';
import { differenceWords } from './generationWords.ts';

/** One state of the vault on the disk: when it was saved, what differs, and the way back to it. */
export function EarlierState({
  generation,
  isOffer = false,
}: {
  generation: VaultGeneration;
  isOffer?: boolean;
}): ReactNode {
  const { vault } = useStores();
  const isDamaged = useStore(vault, ({ status }) => status?.state === 'unavailable');
  const [working, setWorking] = useState(false);
  const { savedAt, revision, records, bytes, good, differs } = generation;
  const restore = async (): Promise<void> => {
    setWorking(true);
    await vault.restore(generation.generation);
    setWorking(false);
  };
  const facts = [
    revision === undefined ? 'revision unknown' : `revision ${revision}`,
    ...(records === undefined ? [] : [`${records} ${records === 1 ? 'entry' : 'entries'}`]),
    bytesWords(bytes),
  ];
  return (
    <Group justify="space-between" wrap="nowrap" py={6} gap="lg">
      <div>
        <Text size="sm" fw={500}>
          Saved <Moment at={savedAt} />
        </Text>
        <Text size="xs" className="soft">
          {facts.join(' · ')}
        </Text>
        {good && (differs !== undefined || isOffer) && <Text size="xs">{differenceWords(differs, isDamaged)}</Text>}
      </div>
      {good ? (
        <Button variant={isOffer ? 'filled' : 'default'} flex="none" loading={working} onClick={() => void restore()}>
          Go back to this
        </Button>
      ) : (
        <Badge color="red">damaged too</Badge>
      )}
    </Group>
  );
}
