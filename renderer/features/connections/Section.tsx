import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <Title order={2} size="h3">
        {title}
      </Title>
      {lead !== undefined && (
        <Text size="xs" className="soft">
          {lead}
        </Text>
      )}
      <Stack gap="md" mt={10}>
        {children}
      </Stack>
    </section>
  );
}
