import { Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNow } from '../stores.tsx';
import { exactWords, relativeWords } from './times.ts';

/** A time as people say it, moving with the clock, and the exact one on hover. `at` is epoch milliseconds. */
export function Moment({ at }: { at: number }): ReactNode {
  const now = useNow();
  return (
    <Tooltip label={exactWords(at)}>
      <Text span inherit>
        {relativeWords(at, now)}
      </Text>
    </Tooltip>
  );
}
