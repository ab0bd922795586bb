import { Button, Group, Modal, PasswordInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import type { OpenedCopy } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CopyContent } from './CopyContent.tsx';

/** The way from a vault file that was kept elsewhere to the vault of this app. */
export function OpenCopy(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconFolderOpen size={15} />} onClick={() => setOpen(true)}>
        Open a copy of a vault …
      </Button>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title="Open a copy of a vault">
          <ChooseCopy onClose={() => setOpen(false)} />
        </Modal>
      )}
    </>
  );
}

type State = { kind: 'asking'; error?: ErrorReply } | { kind: 'opening' } | { kind: 'opened'; copy: OpenedCopy };

const WAYS = [
  { value: 'password', label: 'Password' },
  { value: 'recoveryKey', label: 'Recovery key' },
];

function ChooseCopy({ onClose }: { onClose: () => void }): ReactNode {
  const { bench } = useStores();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [way, setWay] = useState('password');
  const field = useRef<HTMLInputElement>(null);
  if (state.kind === 'opened') return <CopyContent copy={state.copy} onClose={onClose} />;
  const error = state.kind === 'asking' ? state.error : undefined;
  const isWrong = error?.code === 'vault.wrong-password';
  const open = async (sameFile: boolean): Promise<void> => {
    const typed = field.current?.value ?? '';
    setState({ kind: 'opening' });
    const result = await bench.vault.openCopy({
      ...(way === 'password' ? { password: typed } : { recoveryKey: typed }),
      sameFile,
    });
    if (result.ok) setState({ kind: 'opened', copy: result.value });
    else setState(result.error.code === 'cancelled' ? { kind: 'asking' } : { kind: 'asking', error: result.error });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // A dialog is a portal: its form may stand inside another form all the same.
    event.stopPropagation();
    void open(isWrong);
  };
  const inField = isWrong || error?.code === 'input.invalid' ? error.message : undefined;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" className="soft">
          A copy is a file that you exported elsewhere, or the vault.json of a backup or of another machine. You see
          what is in it before anything is replaced.
        </Text>
        <SegmentedControl data={WAYS} value={way} onChange={setWay} aria-label="What opens the copy" />
        <PasswordInput
          key={way}
          ref={field}
          label={way === 'password' ? 'Password of the copy' : 'Recovery key of the copy'}
          data-autofocus
          autoComplete="off"
          error={inField}
        />
        {error !== undefined && inField === undefined && <ErrorNotice error={error} title="The copy stays shut" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {isWrong && (
            <Button variant="default" onClick={() => void open(false)}>
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
