import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportResult } from '#contract/imports.ts';
import { useStores } from '../../stores.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';

/** What came of the entries, and why some made no connection. */
export function EntriesImported({ result: { added, skipped } }: { result: ImportResult }): ReactNode {
  const { navigation } = useStores();
  return (
    <Stack gap="md" role="status">
      <LevelLine level={added === 0 ? 'notice' : 'good'}>
        {added === 1 ? '1 connection was added.' : `${added} connections were added.`}
      </LevelLine>
      {skipped.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            Left out: {skipped.length}
          </Text>
          <ul className="carry-skipped">
            {skipped.map(({ index, title, reason }) => (
              <li key={index}>
                <strong>{title}</strong>: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Text size="sm" className="soft">
        The file itself stays where it is. If it is a CSV file, delete it now.
      </Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={navigation.closeDialog}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
