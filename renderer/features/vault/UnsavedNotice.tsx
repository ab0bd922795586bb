import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';

type State = { kind: 'idle' } | { kind: 'working'; on: 'save' | 'copy' } | { kind: 'told'; words: string };

/** The disk refused the last change: it is in memory only, and the person must know before the window closes. */
export function UnsavedNotice({ message }: { message: string }): ReactNode {
  const { bench, vault } = useStores();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const save = async (): Promise<void> => {
    setState({ kind: 'working', on: 'save' });
    await vault.retrySave();
    setState({ kind: 'idle' });
  };
  const saveCopy = async (): Promise<void> => {
    setState({ kind: 'working', on: 'copy' });
    const result = await bench.vault.saveCopy();
    if (result.ok) setState({ kind: 'told', words: `A copy with the last change is in ${result.value.fileName}.` });
    else if (result.error.code === 'cancelled') setState({ kind: 'idle' });
    else setState({ kind: 'told', words: result.error.message });
  };
  const on = state.kind === 'working' ? state.on : undefined;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="lg">
        <Text size="sm">{message}</Text>
        <Group gap="sm" wrap="nowrap" flex="none">
          <Button variant="default" loading={on === 'save'} onClick={() => void save()}>
            Save again
          </Button>
          <Button variant="default" loading={on === 'copy'} onClick={() => void saveCopy()}>
            Export elsewhere
          </Button>
        </Group>
      </Group>
      {state.kind === 'told' && (
        <Text size="sm" mt={4} role="status" className="breakable">
          {state.words}
        </Text>
      )}
    </>
  );
}
