import { NumberInput, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export function GeneralSettings(): ReactNode {
  const { settings } = useStores();
  const { theme, idleLockMinutes, expiryNotices, expiryNoticeDays } = useStore(settings, (state) => state.settings);
  const failure = useStore(settings, (state) => state.failure);
  return (
    <Stack gap="lg">
      {failure !== undefined && <ErrorNotice error={failure} />}
      <div>
        <Text size="sm" fw={500} mb={4}>
          Theme
        </Text>
        <SegmentedControl
          aria-label="Theme"
          value={theme}
          onChange={(value) =>
            void settings.change({ theme: value === 'light' || value === 'dark' ? value : 'system' })
          }
          data={[
            { value: 'system', label: 'Like the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
      <NumberInput
        label="Lock after minutes without input"
        description="0 turns this off. Sleep always locks it, the screen lock where the system tells of it."
        value={idleLockMinutes}
        min={0}
        max={240}
        clampBehavior="strict"
        w={360}
        onChange={(value) => {
          if (typeof value === 'number') void settings.change({ idleLockMinutes: value });
        }}
      />
      <Stack gap="sm">
        <Switch
          label="Tell me ahead when a secret or certificate expires"
          description="By a notice of the system, while Grantsmith runs."
          checked={expiryNotices}
          onChange={(event) => void settings.change({ expiryNotices: event.currentTarget.checked })}
        />
        <NumberInput
          label="Days ahead"
          description="The expiry radar counts from here as “soon”, too."
          value={expiryNoticeDays}
          min={1}
          max={90}
          clampBehavior="strict"
          w={360}
          onChange={(value) => {
            if (typeof value === 'number') void settings.change({ expiryNoticeDays: value });
          }}
        />
      </Stack>
    </Stack>
  );
}
