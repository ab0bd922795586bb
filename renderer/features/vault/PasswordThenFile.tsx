import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';

interface PasswordThenFileProps<Opened> {
  /** What the file is, and that nothing happens before its content is seen. */
  lead: string;
  /** Of the field: `Password of the capsule`. */
  label: string;
  /** What it is, in a sentence on a failure: `capsule`. */
  what: string;
  /** Has main ask for the file, or try the one that was chosen last once more. */
  open: (typed: string, sameFile: boolean) => Promise<Result<Opened>>;
  onOpened: (opened: Opened) => void;
  onCancel: () => void;
  /** Above the field: what else has to be said first. */
  children?: ReactNode;
}

type State = { kind: 'asking'; error?: ErrorReply } | { kind: 'opening' };

/** Opens an encrypted file: what opens it is typed, then the file is chosen. A wrong password is tried again on the same file. */
export function PasswordThenFile<Opened>(props: PasswordThenFileProps<Opened>): ReactNode {
  const { lead, label, what, open, onOpened, onCancel, children } = props;
  const [state, setState] = useState<State>({ kind: 'asking' });
  const field = useRef<HTMLInputElement>(null);
  const error = state.kind === 'asking' ? state.error : undefined;
  const isWrong = error?.code === 'vault.wrong-password';
  const wrong = isWrong ? `That does not open this ${what}. Check it, or choose another file.` : undefined;
  const inField = wrong ?? (error?.code === 'input.invalid' ? error.message : undefined);
  const send = async (sameFile: boolean): Promise<void> => {
    const typed = field.current?.value ?? '';
    setState({ kind: 'opening' });
    const result = await open(typed, sameFile);
    if (result.ok) onOpened(result.value);
    else setState({ kind: 'asking', error: result.error });
    field.current?.select();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // A dialog is a portal: its form may stand inside another form all the same.
    event.stopPropagation();
    void send(isWrong);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" className="soft">
          {lead}
        </Text>
        {children}
        <SecretInput key={label} ref={field} label={label} data-autofocus error={inField} />
        {error !== undefined && inField === undefined && <ErrorNotice error={error} title={`The ${what} stays shut`} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          {isWrong && (
            <Button variant="default" onClick={() => void send(false)}>
              Choose another file
            </Button>
          )}
          <Button type="submit" loading={state.kind === 'opening'}>
            {isWrong ? 'Try again' : 'Choose the file'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
