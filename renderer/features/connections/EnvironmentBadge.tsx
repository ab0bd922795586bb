import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { environmentColor } from './environments.ts';

export function EnvironmentBadge({ environment }: { environment: string }): ReactNode {
  const own = useStore(useStores().settings, ({ settings }) => settings.environments);
  if (environment === '') return null;
  return <Badge color={environmentColor(environment, own)}>{environment}</Badge>;
}
