import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Conflict } from '#contract/conflict.ts';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { ConflictChoiceField, ConflictsHead, Met } from './Conflicts.tsx';
import type { Choices } from './conflictChoices.ts';
import type { IncomingEntry } from './importMapping.ts';

const keyOf = ({ id }: { id: string }): string => id;

interface EntriesConflictsProps {
  incoming: readonly IncomingEntry[];
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** The chosen entries that meet a connection of the vault, and the person's choice for each. */
export function EntriesConflicts({ incoming, choices, onChange }: EntriesConflictsProps): ReactNode {
  const met = incoming.flatMap(({ id, title, conflict }) => (conflict === undefined ? [] : [{ id, title, conflict }]));
  return (
    <div>
      <ConflictsHead
        incoming={incoming}
        none="None of these is in your vault yet."
        choices={choices}
        onChange={onChange}
      />
      {met.length > 0 && (
        <VirtualRows
          label="Entries that meet one of yours"
          rows={met}
          keyOf={keyOf}
          height={48}
          isMeasured
          className="carry-scroll"
        >
          {({ id, title, conflict }) => (
            <EntryRow title={title} conflict={conflict}>
              <ConflictChoiceField
                name={title}
                isMet
                choice={choices[id] ?? 'mine'}
                onChoice={(choice) => onChange({ ...choices, [id]: choice })}
              />
            </EntryRow>
          )}
        </VirtualRows>
      )}
    </div>
  );
}

function EntryRow(props: { title: string; conflict: Conflict; children: ReactNode }): ReactNode {
  return (
    <div className="carry-choice-row">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={500} truncate>
          {props.title}
        </Text>
        <Met conflict={props.conflict} />
      </div>
      {props.children}
    </div>
  );
}
