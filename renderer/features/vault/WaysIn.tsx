import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { Input } from '#contract/api.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { SlotType } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';
import { RemoveWay } from './RemoveWay.tsx';
import { useProof } from './useProof.tsx';

interface Way {
  slot: SlotType;
  name: string;
  /** What it protects against, and what not. */
  honest: string;
  needs: 'password' | 'keyring' | 'nothing';
}

const WAYS: readonly Way[] = [
  {
    slot: 'password',
    name: 'Password',
    honest: 'A stolen file stays shut as long as the password cannot be guessed. Nobody can reset it.',
    needs: 'password',
  },
  {
    slot: 'os',
    name: 'This computer’s keyring',
    honest: 'Opens without typing while you are signed in. Any program under your account can ask for it too.',
    needs: 'keyring',
  },
  {
    slot: 'both',
    name: 'Password and keyring together',
    honest: 'Needs both: a stolen file cannot even be guessed at. It opens on this computer alone.',
    needs: 'password',
  },
  {
    slot: 'recovery',
    name: 'Recovery key',
    honest: 'A long key on paper, for when the other ways are lost. Whoever finds it and the file is in.',
    needs: 'nothing',
  },
];

/** What opens the vault, with an honest word on each, and the means to add and take away. */
export function WaysIn(): ReactNode {
  const { bench, vault } = useStores();
  const { status, keyring } = useStore(vault);
  const { withProof, proof } = useProof();
  const [asking, setAsking] = useState<SlotType>();
  const [removing, setRemoving] = useState<Way>();
  const [isAsked, setAsked] = useState(false);
  const [working, setWorking] = useState<SlotType>();
  const [error, setError] = useState<ErrorReply>();
  const [recoveryKey, setRecoveryKey] = useState<string>();
  useEffect(() => void vault.readKeyring(), [vault]);
  const slots = status?.slots ?? [];
  const passwordError = fieldError(error, 'password');
  const change = async (input: Input<'vault.setSlot'>): Promise<void> => {
    setWorking(input.type);
    setError(undefined);
    const result = await withProof(() => bench.vault.setSlot(input));
    setWorking(undefined);
    if (!result) return;
    if (!result.ok) {
      setError(result.error);
      return;
    }
    setAsking(undefined);
    setRecoveryKey(result.value.recoveryKey);
  };
  const add = (way: Way): void => {
    if (way.needs === 'password') setAsking(way.slot);
    else void change({ type: way.slot, enabled: true });
  };
  const askToRemove = (way: Way): void => {
    setRemoving(way);
    setAsked(true);
  };
  const remove = ({ slot }: Way): void => {
    setAsked(false);
    void change({ type: slot, enabled: false });
  };
  return (
    <Stack gap="md">
      <Text fw={600}>What opens this vault</Text>
      {WAYS.map((way) => {
        const there = slots.includes(way.slot);
        const cannot = !there && (way.needs === 'keyring' || way.slot === 'both') && keyring?.available !== true;
        return (
          <Group key={way.slot} justify="space-between" align="start" wrap="nowrap" gap="lg">
            <div>
              <Group gap="sm">
                <Text size="sm" fw={500}>
                  {way.name}
                </Text>
                {there && <Badge color="green">on</Badge>}
                {status?.staleSlots?.includes(way.slot) === true && <Badge color="yellow">stopped working</Badge>}
              </Group>
              <Text size="xs" className="soft" maw={400}>
                {cannot ? `Not here: ${keyring?.reason ?? 'no keyring answers.'}` : way.honest}
              </Text>
              {asking === way.slot && (
                <AskPassword
                  error={passwordError}
                  onAnswer={(password) => void change({ type: way.slot, enabled: true, password })}
                />
              )}
            </div>
            <Button
              variant="default"
              miw={84}
              loading={working === way.slot}
              disabled={cannot}
              aria-label={`${there ? 'Remove' : 'Add'}: ${way.name}`}
              onClick={() => (there ? askToRemove(way) : add(way))}
            >
              {there ? 'Remove' : 'Add'}
            </Button>
          </Group>
        );
      })}
      {error !== undefined && (asking === undefined || passwordError === undefined) && (
        <ErrorNotice error={error} title="The way in was not changed" />
      )}
      <RemoveWay
        way={removing}
        isAsked={isAsked}
        onConfirm={() => removing !== undefined && remove(removing)}
        onClose={() => setAsked(false)}
      />
      {proof}
      {recoveryKey !== undefined && (
        <Stack gap="sm">
          <Text size="sm">Your recovery key. It is shown only now; an older one no longer works.</Text>
          <RecoveryKey recoveryKey={recoveryKey}>
            <Button variant="default" onClick={() => setRecoveryKey(undefined)}>
              I have put it away
            </Button>
          </RecoveryKey>
        </Stack>
      )}
    </Stack>
  );
}

interface AskPasswordProps {
  error: string | undefined;
  onAnswer: (password: string) => void;
}

function AskPassword({ error, onAnswer }: AskPasswordProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const answer = (event: SyntheticEvent): void => {
    event.preventDefault();
    onAnswer(field.current?.value ?? '');
  };
  return (
    <form onSubmit={answer}>
      <Stack gap="xs" mt={6} w={320}>
        <NewPasswordField ref={field} label="New password for it" autoFocus error={error} />
        <Group>
          <Button type="submit">Add</Button>
        </Group>
      </Stack>
    </form>
  );
}
