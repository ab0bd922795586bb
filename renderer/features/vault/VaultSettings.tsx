import { Divider, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChangePassword } from './ChangePassword.tsx';
import { EarlierStates } from './EarlierStates.tsx';
import { WaysIn } from './WaysIn.tsx';

export function VaultSettings(): ReactNode {
  return (
    <Stack gap="lg">
      <WaysIn />
      <Divider />
      <EarlierStates />
      <Divider />
      <ChangePassword />
    </Stack>
  );
}
