import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import type { OpenedCopy } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { bytesWords } from '../../ui/times.ts';
import { differenceWords, replacedWords } from './generationWords.ts';

/** What the copy holds and how it differs, and the step that makes it the vault. */
export function CopyContent({ copy, onClose }: { copy: OpenedCopy; onClose: () => void }): ReactNode {
  const { bench, vault } = useStores();
  const [state, setState] = useState<{ kind: 'asking'; error?: ErrorReply } | { kind: 'working' }>({ kind: 'asking' });
  const adopt = async (): Promise<void> => {
    setState({ kind: 'working' });
    const result = await bench.vault.adoptCopy({ copyId: copy.copyId });
    if (!result.ok) {
      setState({ kind: 'asking', error: result.error });
      return;
    }
    onClose();
    await vault.readStatus();
  };
  const { fileName, savedAt, bytes, revision, records, connections, sameVault, differs } = copy;
  return (
    <Stack gap="md">
      <Facts
        label="What the copy holds"
        rows={[
          ['File', `${fileName}, ${bytesWords(bytes)}`],
          ['Saved', <Moment key="saved" at={savedAt} />],
          ['Revision', revision],
          ['Connections', connections],
          ['Entries in all', records],
        ]}
      />
      {sameVault === true && <Text size="sm">{differenceWords(differs)}</Text>}
      <LevelLine level="notice">{replacedWords(sameVault)}</LevelLine>
      {state.kind === 'asking' && state.error !== undefined && (
        <ErrorNotice error={state.error} title="The vault is as it was" />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button data-autofocus loading={state.kind === 'working'} onClick={() => void adopt()}>
          Make this the vault
        </Button>
      </Group>
    </Stack>
  );
}
