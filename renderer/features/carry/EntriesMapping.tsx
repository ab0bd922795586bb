import { Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, ImportResult } from '#contract/imports.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CheckList } from '../../ui/CheckList.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { choose } from '../connections/choice.ts';
import { EntriesConflicts } from './EntriesConflicts.tsx';
import { EntriesFoot } from './EntriesFoot.tsx';
import { NO_FALLBACKS, columnsLeft, filledFallbacks, obstacleOf, suggestedMapping } from './importMapping.ts';
import { MappingTable } from './MappingTable.tsx';
import { useEntriesOutlook } from './useEntriesOutlook.ts';

interface EntriesMappingProps {
  preview: Extract<ImportPreview, { kind: 'entries' }>;
  onImported: (result: ImportResult) => void;
}

type State = { kind: 'choosing'; error?: ErrorReply } | { kind: 'importing' };

const GRANTS: { value: 'by-entry' | 'client_credentials' | 'password'; label: string }[] = [
  { value: 'by-entry', label: 'Password where an entry has a user, else client credentials' },
  { value: 'client_credentials', label: 'Client credentials for all' },
  { value: 'password', label: 'Resource owner password for all' },
];

/** Which column becomes what, for which entries, and what happens to those that meet one of the person's own. No value of the file is shown. */
export function EntriesMapping({ preview, onImported }: EntriesMappingProps): ReactNode {
  const { bench } = useStores();
  const { columns, entries, importId, fileName, format } = preview;
  const [mapping, setMapping] = useState(() => suggestedMapping(columns));
  const [fallbacks, setFallbacks] = useState(NO_FALLBACKS);
  const [grant, setGrant] = useState<(typeof GRANTS)[number]['value']>('by-entry');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(entries.map(({ index }) => index)));
  const [state, setState] = useState<State>({ kind: 'choosing' });
  const left = columnsLeft(columns, mapping);
  const obstacle = obstacleOf(mapping, fallbacks);
  const question = useMemo(
    () => ({
      importId,
      mapping,
      defaults: filledFallbacks(fallbacks),
      ...(grant === 'by-entry' ? {} : { grantType: grant }),
    }),
    [importId, mapping, fallbacks, grant],
  );
  const outlook = useEntriesOutlook(obstacle === undefined ? question : undefined, entries, chosen);
  const apply = async (): Promise<void> => {
    if (outlook.kind !== 'seen') return;
    const { incoming, choices } = outlook;
    setState({ kind: 'importing' });
    const result = await bench.imports.apply({
      ...question,
      entries: [...chosen],
      choices: incoming.flatMap(({ id, conflict }) => {
        const choice = conflict && choices[id];
        return choice === undefined ? [] : [{ index: Number(id), choice }];
      }),
    });
    if (result.ok) onImported(result.value);
    else setState({ kind: 'choosing', error: result.error });
  };
  return (
    <Stack gap="md">
      <Text size="sm">
        <span className="mono breakable">{fileName}</span> has{' '}
        {entries.length === 1 ? '1 entry' : `${entries.length} entries`}. Say which column becomes what.
      </Text>
      <MappingTable
        columns={columns}
        entryCount={entries.length}
        mapping={mapping}
        fallbacks={fallbacks}
        onMapping={setMapping}
        onFallbacks={setFallbacks}
      />
      <Text size="xs" className="soft breakable">
        {left.length > 0 && `Not taken: ${left.join(', ')}. `}
        {format === 'kdbx' && 'Attachments, older versions and the recycle bin are not taken.'}
      </Text>
      <Select label="Grant" data={GRANTS} value={grant} onChange={choose(GRANTS, setGrant)} />
      <CheckList
        label="Entries"
        items={entries.map(({ index, title, group }) => ({ key: index, label: title, detail: group }))}
        chosen={chosen}
        onChange={setChosen}
      />
      {outlook.kind === 'seen' && outlook.incoming.length > 0 && (
        <EntriesConflicts incoming={outlook.incoming} choices={outlook.choices} onChange={outlook.choose} />
      )}
      {outlook.kind === 'failed' && (
        <ErrorNotice
          error={outlook.error}
          title="What is in your vault already was not found out"
          onRetry={outlook.retry}
        />
      )}
      {state.kind === 'choosing' && state.error !== undefined && (
        <ErrorNotice error={state.error} title="Nothing was imported" />
      )}
      <EntriesFoot
        obstacle={obstacle}
        outlook={outlook}
        chosen={chosen.size}
        isImporting={state.kind === 'importing'}
        onImport={() => void apply()}
      />
    </Stack>
  );
}
