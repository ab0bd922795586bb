import { Button, Divider, Group, Loader, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Proof } from '#contract/proof.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Generations } from './Generations.tsx';
import { Hosts } from './Hosts.tsx';
import './proof.css';
import { SelfTestSection } from './SelfTestSection.tsx';
import { VaultFacts } from './VaultFacts.tsx';

type State = { kind: 'reading' } | { kind: 'read'; proof: Proof } | { kind: 'failed'; error: ErrorReply };

/** What can be shown of how secrets are kept and where the app sent something; read anew each time it is opened. */
export function ProofPanel(): ReactNode {
  const { bench } = useStores();
  const [state, setState] = useState<State>({ kind: 'reading' });
  const [readings, setReadings] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void bench.app.proof().then((result) => {
      if (!isCurrent) return;
      setState(result.ok ? { kind: 'read', proof: result.value } : { kind: 'failed', error: result.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, readings]);
  const readAgain = (): void => setReadings((count) => count + 1);
  switch (state.kind) {
    case 'reading':
      return <Loader size="sm" aria-label="Reading the facts" />;
    case 'failed':
      return <ErrorNotice error={state.error} title="The facts cannot be read" onRetry={readAgain} />;
    case 'read':
      return (
        <Stack gap="lg">
          <SelfTestSection />
          <Divider />
          <section>
            <Group justify="space-between" mb={6}>
              <Text fw={600}>The vault’s file</Text>
              <Button variant="subtle" color="gray" leftSection={<IconRefresh size={15} />} onClick={readAgain}>
                Read again
              </Button>
            </Group>
            <VaultFacts proof={state.proof} />
          </section>
          <Divider />
          <Generations generations={state.proof.generations} />
          <Divider />
          <Hosts hosts={state.proof.hosts} />
        </Stack>
      );
  }
}
