import { Anchor, Group, Input, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StoredSecret } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';

interface StoredFactProps {
  label: string;
  secret: StoredSecret | undefined;
  connectionId: string;
  error: string | undefined;
}

/** Whether a secret that the request needs is there, and the way to where it is entered. */
export function StoredFact({ label, secret, connectionId, error }: StoredFactProps): ReactNode {
  const { navigation } = useStores();
  return (
    <Input.Wrapper label={label} error={error}>
      <Group gap="sm" mih={32}>
        <Text size="sm">{secret === undefined ? 'Not stored yet' : `Stored, ${secret.hint}`}</Text>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => navigation.go({ kind: 'edit', connectionId })}
        >
          {secret === undefined ? 'Enter it in the connection' : 'Replace'}
        </Anchor>
      </Group>
    </Input.Wrapper>
  );
}
