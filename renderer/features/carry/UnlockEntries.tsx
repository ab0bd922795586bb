import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import type { ImportPreview } from '#contract/imports.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';

interface UnlockEntriesProps {
  fileName: string;
  importId: string;
  onOpened: (preview: ImportPreview) => void;
}

type State = { kind: 'asking'; error?: ErrorReply } | { kind: 'opening' };

/** A KeePass file is opened by its password, a key file, or both. */
export function UnlockEntries({ fileName, importId, onOpened }: UnlockEntriesProps): ReactNode {
  const { bench, navigation } = useStores();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [keyFile, setKeyFile] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const error = state.kind === 'asking' ? state.error : undefined;
  const isWrong = error?.code === 'vault.wrong-password' || error?.field === 'password';
  const unlock = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const typed = password.current?.value ?? '';
    setState({ kind: 'opening' });
    const result = await bench.imports.unlock({ importId, keyFile, ...(typed === '' ? {} : { password: typed }) });
    if (result.ok) onOpened(result.value);
    else setState({ kind: 'asking', error: result.error });
  };
  return (
    <form onSubmit={(event) => void unlock(event)}>
      <Stack gap="md">
        <Text size="sm">
          <span className="mono breakable">{fileName}</span> is a KeePass database.
        </Text>
        <SecretInput
          ref={password}
          label="Password of the database"
          autoFocus
          error={isWrong ? error.message : undefined}
        />
        <Checkbox
          checked={keyFile}
          onChange={(event) => setKeyFile(event.currentTarget.checked)}
          label="It also needs a key file"
          description="You choose it in the next step."
        />
        {error !== undefined && !isWrong && <ErrorNotice error={error} title="The database stays shut" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={navigation.closeDialog}>
            Cancel
          </Button>
          <Button type="submit" loading={state.kind === 'opening'}>
            Open
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
