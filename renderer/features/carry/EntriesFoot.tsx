import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStores } from '../../stores.tsx';
import { outlookOf, outlookWords } from './conflictChoices.ts';
import type { EntriesOutlook } from './useEntriesOutlook.ts';

interface EntriesFootProps {
  /** Why nothing can come of the mapping. */
  obstacle: string | undefined;
  outlook: EntriesOutlook;
  /** How many entries are ticked. */
  chosen: number;
  isImporting: boolean;
  onImport: () => void;
}

/** What the import would do, and the button that does it. Nothing is imported before it is known what it meets. */
export function EntriesFoot({ obstacle, outlook, chosen, isImporting, onImport }: EntriesFootProps): ReactNode {
  const { navigation } = useStores();
  const imported = outlook.kind === 'seen' ? outlookOf(outlook.incoming, outlook.choices) : undefined;
  const count = imported === undefined ? chosen : imported.added + imported.replaced;
  return (
    <Group gap="sm" wrap="nowrap" className="carry-foot">
      <Text size="xs" className="soft" flex={1} role="status">
        {obstacle ?? statusWords(outlook, chosen)}
      </Text>
      <Button variant="default" onClick={navigation.closeDialog}>
        Cancel
      </Button>
      <Button loading={isImporting} disabled={imported === undefined || count === 0} onClick={onImport}>
        {count === 1 ? 'Import 1 entry' : `Import ${count} entries`}
      </Button>
    </Group>
  );
}

function statusWords(outlook: EntriesOutlook, chosen: number): string {
  if (outlook.kind === 'looking') return 'Looking for what is in your vault already.';
  if (outlook.kind === 'failed') return '';
  const { incoming, choices } = outlook;
  const none = chosen - incoming.length;
  const words = `${outlookWords(outlookOf(incoming, choices))}.`;
  return none === 0 ? words : `${words} ${none} of them can make no connection, and will be named.`;
}
