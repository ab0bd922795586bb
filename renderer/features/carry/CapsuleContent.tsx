import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CapsulePreview } from '#contract/capsule.ts';
import type { Imported } from '#contract/conflict.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts, Machine } from '../../ui/Facts.tsx';
import { dateWords } from '../../ui/times.ts';
import { CapsuleTable } from './CapsuleTable.tsx';
import { outlookOf, outlookWords, proposedChoices } from './conflictChoices.ts';

interface CapsuleContentProps {
  preview: CapsulePreview;
  onImported: (imported: Imported) => void;
  onCancel: () => void;
}

type State = { kind: 'choosing'; error?: ErrorReply } | { kind: 'importing' };

export function CapsuleContent({ preview, onImported, onCancel }: CapsuleContentProps): ReactNode {
  const { bench } = useStores();
  const { importId, fileName, expiresAt, allowedHosts, connections, unreadable } = preview;
  const [choices, setChoices] = useState(() => proposedChoices(connections));
  const [state, setState] = useState<State>({ kind: 'choosing' });
  const outlook = outlookOf(connections, choices);
  const count = outlook.added + outlook.replaced;
  const apply = async (): Promise<void> => {
    setState({ kind: 'importing' });
    const result = await bench.vault.applyCapsule({
      importId,
      choices: Object.entries(choices).map(([id, choice]) => ({ id, choice })),
    });
    if (result.ok) onImported(result.value);
    else setState({ kind: 'choosing', error: result.error });
  };
  return (
    <Stack gap="md">
      <Facts
        label="The capsule"
        rows={[
          ['File', <Machine key="file">{fileName}</Machine>],
          ['Good until', expiresAt === undefined ? undefined : `${dateWords(expiresAt)}; after that it sends nothing`],
          [
            'Sends only to',
            allowedHosts === undefined ? undefined : <Machine key="hosts">{allowedHosts.join(', ')}</Machine>,
          ],
          [
            'Stays behind',
            unreadable === 0 ? undefined : `${unreadable} entries that this version of Grantsmith cannot read`,
          ],
        ]}
      />
      {connections.length === 0 ? (
        <Text size="sm">There is no connection in it that can be imported.</Text>
      ) : (
        <CapsuleTable connections={connections} choices={choices} onChange={setChoices} />
      )}
      {state.kind === 'choosing' && state.error !== undefined && (
        <ErrorNotice error={state.error} title="Nothing was imported" />
      )}
      <Group gap="sm">
        <Text size="xs" className="soft" flex={1} role="status">
          {outlookWords(outlook)}
        </Text>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button loading={state.kind === 'importing'} disabled={count === 0} onClick={() => void apply()}>
          {count === 1 ? 'Import 1 connection' : `Import ${count} connections`}
        </Button>
      </Group>
    </Stack>
  );
}
