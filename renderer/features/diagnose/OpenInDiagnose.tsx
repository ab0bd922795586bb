import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Exchange } from '#contract/exchange.ts';
import { useStores } from '../../stores.tsx';

/** Leads from a refusal to the tab that explains it; nothing for an exchange of no connection. */
export function OpenInDiagnose({ exchange }: { exchange: Exchange }): ReactNode {
  const { diagnose, navigation } = useStores();
  const { connectionId } = exchange;
  if (connectionId === undefined) return null;
  const open = (): void => {
    diagnose.openExchange(connectionId, exchange);
    navigation.openConnection(connectionId, 'diagnose');
  };
  return (
    <Button variant="default" leftSection={<IconStethoscope size={15} />} onClick={open}>
      Open in Diagnose
    </Button>
  );
}
