import { Group, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionLimits } from '#contract/connection.ts';
import { useNow } from '../../stores.tsx';
import { limitsWords } from './limitsWords.ts';

/** Below the name of a connection from a capsule: what its sender allowed. Nothing for any other. */
export function LimitsLine({ limits = {} }: { limits: ConnectionLimits | undefined }): ReactNode {
  const now = useNow();
  const words = limitsWords(limits, now);
  if (words === undefined) return null;
  const isOver = (limits.expiresAt ?? Infinity) <= now;
  return (
    <Group gap={6} px={16} pb={6} wrap="nowrap" c={isOver ? 'var(--app-bad)' : 'var(--app-text-soft)'}>
      <IconHourglass size={14} aria-hidden style={{ flex: 'none' }} />
      <Text size="xs" className="breakable">
        {words}
      </Text>
    </Group>
  );
}
