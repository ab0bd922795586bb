import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import { GateCard } from './GateCard.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';

export function RecoveryKeyShown({ recoveryKey }: { recoveryKey: string }): ReactNode {
  const { vault } = useStores();
  const [kept, setKept] = useState(false);
  return (
    <GateCard
      title="Your recovery key"
      height={400}
      lead="It opens the vault when the keyring cannot: on another machine, after a new login password, after a reinstall. It is shown only now."
    >
      <Stack gap="md">
        <RecoveryKey recoveryKey={recoveryKey} />
        <Text className="soft" size="sm">
          Print it, or keep it in another password manager. Whoever has it and the vault file has your secrets.
        </Text>
        <Checkbox
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          label="I have put the key away"
        />
        <Button disabled={!kept} onClick={vault.dismissRecoveryKey}>
          Open the vault
        </Button>
      </Stack>
    </GateCard>
  );
}
