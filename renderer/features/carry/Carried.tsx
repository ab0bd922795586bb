import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';

interface CarriedProps {
  /** What was carried in or out. */
  done: ReactNode;
  /** Nothing came of it. */
  isEmpty?: boolean;
  /** What is left to do with the file. */
  next: string;
  /** What else has to be known. */
  children?: ReactNode;
}

/** The end of an export or import. */
export function Carried({ done, isEmpty = false, next, children }: CarriedProps): ReactNode {
  const { navigation } = useStores();
  return (
    <Stack gap="md" role="status">
      <LevelLine level={isEmpty ? 'notice' : 'good'}>{done}</LevelLine>
      {children}
      <Text size="sm" className="soft">
        {next}
      </Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={navigation.closeDialog}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
