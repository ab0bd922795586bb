import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice, fieldError } from '../../ui/ErrorNotice.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';

type State = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; error: ErrorReply };

export function ChangePassword(): ReactNode {
  const { bench, vault } = useStores();
  const hasPassword = useStore(
    vault,
    ({ status }) => status?.slots.some((slot) => slot === 'password' || slot === 'both') === true,
  );
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [differs, setDiffers] = useState(false);
  // A new field after each change: the verdict goes with the password that it was on.
  const [changes, setChanges] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  if (!hasPassword) return null;
  const change = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (form.current === null) return;
    const typed = new FormData(form.current);
    const text = (name: string): string => {
      const value = typed.get(name);
      return typeof value === 'string' ? value : '';
    };
    const isDifferent = text('next') !== text('again');
    setDiffers(isDifferent);
    if (isDifferent) return;
    setState({ kind: 'saving' });
    const result = await bench.vault.changePassword({ current: text('current'), next: text('next') });
    setState(result.ok ? { kind: 'saved' } : { kind: 'failed', error: result.error });
    if (!result.ok) return;
    form.current.reset();
    setChanges((before) => before + 1);
  };
  const error = state.kind === 'failed' ? state.error : undefined;
  const wrong = error?.code === 'vault.wrong-password' ? error.message : fieldError(error, 'current');
  const weak = fieldError(error, 'next');
  return (
    <form ref={form} onSubmit={(event) => void change(event)}>
      <Stack gap="sm" maw={360}>
        <Text fw={600}>Change the password</Text>
        <SecretInput name="current" label="Present password" autoComplete="current-password" error={wrong} />
        <NewPasswordField name="next" label="New password" error={weak} key={`next-${changes}`} />
        <SecretInput
          name="again"
          label="New password again"
          autoComplete="new-password"
          error={differs ? 'The two passwords differ. Type them again.' : undefined}
        />
        {error !== undefined && wrong === undefined && weak === undefined && (
          <ErrorNotice error={error} title="The password was not changed" />
        )}
        <Group gap="sm">
          <Button type="submit" variant="default" loading={state.kind === 'saving'}>
            Change password
          </Button>
          {state.kind === 'saved' && (
            <Text size="sm" role="status">
              Changed. The old one opens nothing any more.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
