import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, ImportResult } from '#contract/imports.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { EntriesImported } from './EntriesImported.tsx';
import { EntriesMapping } from './EntriesMapping.tsx';
import { UnlockEntries } from './UnlockEntries.tsx';

type State =
  | { kind: 'asking'; error?: ErrorReply }
  | { kind: 'opening' }
  | { kind: 'opened'; preview: ImportPreview }
  | { kind: 'imported'; result: ImportResult };

/** Entries of a password manager become connections: the file, its password if it has one, the mapping, what came of it. */
export function ImportEntries(): ReactNode {
  const { bench, navigation } = useStores();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const importId = state.kind === 'opened' ? state.preview.importId : undefined;
  // Main keeps the opened file, secrets and all, until it hears that nobody needs it.
  useEffect(() => {
    if (importId === undefined) return undefined;
    return () => void bench.imports.close({ importId });
  }, [bench, importId]);
  const open = async (): Promise<void> => {
    setState({ kind: 'opening' });
    const result = await bench.imports.open();
    setState(result.ok ? { kind: 'opened', preview: result.value } : { kind: 'asking', error: result.error });
  };
  switch (state.kind) {
    case 'asking':
    case 'opening':
      return (
        <Stack gap="md">
          <Text size="sm" className="soft">
            Takes a KeePass database (.kdbx) or the CSV file that other password managers export. You say which column
            is what before anything is imported.
          </Text>
          <Text size="sm" className="soft">
            A CSV file holds its secrets in clear text. Delete it after the import.
          </Text>
          {state.kind === 'asking' && state.error !== undefined && (
            <ErrorNotice error={state.error} title="The file was not opened" />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={navigation.closeDialog}>
              Cancel
            </Button>
            <Button
              data-autofocus
              disabled={state.kind === 'opening'}
              leftSection={state.kind === 'opening' ? <Loader size={14} /> : undefined}
              onClick={() => void open()}
            >
              Choose the file
            </Button>
          </Group>
        </Stack>
      );
    case 'opened':
      return state.preview.kind === 'password-needed' ? (
        <UnlockEntries
          fileName={state.preview.fileName}
          importId={state.preview.importId}
          onOpened={(preview) => setState({ kind: 'opened', preview })}
        />
      ) : (
        <EntriesMapping preview={state.preview} onImported={(result) => setState({ kind: 'imported', result })} />
      );
    case 'imported':
      return <EntriesImported result={state.result} />;
  }
}
