import { Alert, Button, Group, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';

/** The disk refused the last change: it is in memory only, and the person must know before the window closes. */
export function UnsavedBanner(): ReactNode {
  const { vault } = useStores();
  const unsaved = useStore(vault, ({ status }) => status?.unsaved);
  if (unsaved === undefined) return null;
  return (
    <Alert color="red" variant="light" radius={0} icon={<IconDeviceFloppy size={18} />} title="Not saved" role="alert">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {unsaved} The file on disk is as it was before. Make room or check the disk, then save again.
        </Text>
        <Button variant="default" onClick={() => void vault.retrySave()}>
          Save again
        </Button>
      </Group>
    </Alert>
  );
}
