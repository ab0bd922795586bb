import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { choose } from '../connections/choice.ts';

type Way = 'password' | 'recovery' | 'keyring';

interface ProveAgainProps {
  /** Main's reason for asking. */
  why: string;
  onProved: () => void;
  onClose: () => void;
}

const LABELS: Record<Exclude<Way, 'keyring'>, string> = { password: 'Password', recovery: 'Recovery key' };

/** The vault is open, and whoever sits here shows again that it is theirs. */
export function ProveAgain({ why, onProved, onClose }: ProveAgainProps): ReactNode {
  const { bench, vault } = useStores();
  const slots = useStore(vault, ({ status }) => status?.slots) ?? [];
  const ways: { value: Way; label: string }[] = [
    ...(slots.includes('password') || slots.includes('both')
      ? [{ value: 'password' as const, label: 'The password' }]
      : []),
    ...(slots.includes('os') ? [{ value: 'keyring' as const, label: 'This computer’s keyring' }] : []),
    ...(slots.includes('recovery') ? [{ value: 'recovery' as const, label: 'The recovery key' }] : []),
  ];
  const [way, setWay] = useState<Way>(ways[0]?.value ?? 'password');
  const [state, setState] = useState<{ kind: 'asking'; error?: ErrorReply } | { kind: 'checking' }>({ kind: 'asking' });
  const field = useRef<HTMLInputElement>(null);
  const prove = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    // A dialog is a portal: its form stands inside the connection's form all the same.
    event.stopPropagation();
    const typed = field.current?.value ?? '';
    setState({ kind: 'checking' });
    const result = await bench.vault.unlock(
      way === 'password' ? { password: typed } : way === 'recovery' ? { recoveryKey: typed } : {},
    );
    if (result.ok) onProved();
    else setState({ kind: 'asking', error: result.error });
  };
  const error = state.kind === 'asking' ? state.error : undefined;
  const inField = error?.code === 'vault.wrong-password' || error?.code === 'input.invalid' ? error.message : undefined;
  return (
    <Modal opened onClose={onClose} title="Show that the vault is yours" size="sm">
      <form onSubmit={(event) => void prove(event)}>
        <Stack gap="md">
          <Text size="sm">{why}</Text>
          {ways.length > 1 && <Select label="By" data={ways} value={way} onChange={choose(ways, setWay)} />}
          {way !== 'keyring' && (
            <SecretInput key={way} ref={field} label={LABELS[way]} data-autofocus error={inField} />
          )}
          {error !== undefined && inField === undefined && <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={state.kind === 'checking'}>
              Go on
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
