import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CapsuleConnection } from '#contract/capsule.ts';
import type { ConflictChoice } from '#contract/conflict.ts';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { EnvironmentBadge } from '../connections/EnvironmentBadge.tsx';
import { grantName } from '../connections/grantWords.ts';
import { ConflictChoiceField, ConflictsHead, Met } from './Conflicts.tsx';
import type { Choices } from './conflictChoices.ts';

const keyOf = ({ id }: CapsuleConnection): string => id;

interface CapsuleTableProps {
  connections: readonly CapsuleConnection[];
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** Every connection of the capsule, what it meets here, and the person's choice. */
export function CapsuleTable({ connections, choices, onChange }: CapsuleTableProps): ReactNode {
  const none = connections.length === 1 ? 'It is not in your vault yet.' : 'None of them is in your vault yet.';
  return (
    <div>
      <ConflictsHead incoming={connections} none={none} choices={choices} onChange={onChange} />
      <VirtualRows
        label="Connections in the capsule"
        rows={connections}
        keyOf={keyOf}
        height={60}
        isMeasured
        className="carry-scroll"
      >
        {(connection) => (
          <CapsuleRow
            connection={connection}
            choice={choices[connection.id] ?? 'mine'}
            onChoice={(choice) => onChange({ ...choices, [connection.id]: choice })}
          />
        )}
      </VirtualRows>
    </div>
  );
}

interface CapsuleRowProps {
  connection: CapsuleConnection;
  choice: ConflictChoice;
  onChoice: (choice: ConflictChoice) => void;
}

function CapsuleRow({ connection, choice, onChoice }: CapsuleRowProps): ReactNode {
  const { name, environment, grantType, hosts, conflict } = connection;
  return (
    <div className="carry-choice-row">
      <div style={{ minWidth: 0 }}>
        <Group gap="sm" wrap="nowrap">
          <Text size="sm" fw={500} truncate>
            {name}
          </Text>
          <EnvironmentBadge environment={environment} />
          <Text size="xs" className="soft" style={{ whiteSpace: 'nowrap' }}>
            {grantName(grantType)}
          </Text>
        </Group>
        <Text size="xs" className="soft breakable">
          {hosts.join(', ')}
        </Text>
        {conflict !== undefined && <Met conflict={conflict} />}
      </div>
      <ConflictChoiceField name={name} isMet={conflict !== undefined} choice={choice} onChoice={onChoice} />
    </div>
  );
}
