import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  /** What to do next. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** A place with nothing in it yet, and the way to change that. */
export function Empty({ icon, title, children, actions }: EmptyProps): ReactNode {
  return (
    <Stack align="center" justify="center" gap="sm" p="xl" mih={220} ta="center">
      <Text c="dimmed" lh={0} aria-hidden>
        {icon}
      </Text>
      <Text fw={600} size="md">
        {title}
      </Text>
      <Text className="soft" maw={440}>
        {children}
      </Text>
      {actions !== undefined && (
        <Group gap="sm" mt={4} justify="center">
          {actions}
        </Group>
      )}
    </Stack>
  );
}
