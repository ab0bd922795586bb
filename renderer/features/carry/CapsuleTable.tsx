import { Button, Group, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CapsuleChoice, CapsuleConflict, CapsuleConnection } from '#contract/capsule.ts';
import { Moment } from '../../ui/Moment.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { choose } from '../connections/choice.ts';
import { EnvironmentBadge } from '../connections/EnvironmentBadge.tsx';
import { grantName } from '../connections/grantWords.ts';
import { choiceForConflicts } from './capsuleChoices.ts';
import type { Choices } from './capsuleChoices.ts';

interface Option {
  value: CapsuleChoice;
  label: string;
}

const FOR_NEW: Option[] = [
  { value: 'theirs', label: 'Import' },
  { value: 'mine', label: 'Leave out' },
];
const FOR_CONFLICT: Option[] = [
  { value: 'mine', label: 'Keep mine' },
  { value: 'theirs', label: 'Replace mine' },
  { value: 'both', label: 'Keep both' },
];

const keyOf = ({ id }: CapsuleConnection): string => id;

interface CapsuleTableProps {
  connections: readonly CapsuleConnection[];
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** Every connection of the capsule, what it meets here, and the person's choice. */
export function CapsuleTable({ connections, choices, onChange }: CapsuleTableProps): ReactNode {
  const conflicts = connections.filter(({ conflict }) => conflict !== undefined).length;
  return (
    <div>
      <Group gap="sm" mb={6} mih={32}>
        <Text size="sm" fw={600} flex={1}>
          {conflicts === 0
            ? connections.length === 1
              ? 'It is not in your vault yet.'
              : 'None of them is in your vault yet.'
            : `${conflicts} of ${connections.length} meet${conflicts === 1 ? 's' : ''} one of yours.`}
        </Text>
        {conflicts > 1 && (
          <Text size="xs" className="soft">
            For all of these:
          </Text>
        )}
        {conflicts > 1 &&
          FOR_CONFLICT.map(({ value, label }) => (
            <Button
              key={value}
              variant="default"
              aria-label={`${label}, for all that meet one of yours`}
              onClick={() => onChange(choiceForConflicts(connections, choices, value))}
            >
              {label}
            </Button>
          ))}
      </Group>
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
  choice: CapsuleChoice;
  onChoice: (choice: CapsuleChoice) => void;
}

function CapsuleRow({ connection, choice, onChoice }: CapsuleRowProps): ReactNode {
  const { name, environment, grantType, hosts, conflict } = connection;
  const options = conflict === undefined ? FOR_NEW : FOR_CONFLICT;
  return (
    <div className="carry-capsule-row">
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
      <Select
        aria-label={`What to do with ${name}`}
        data={options}
        value={choice}
        onChange={choose(options, onChoice)}
      />
    </div>
  );
}

function Met({ conflict }: { conflict: CapsuleConflict }): ReactNode {
  const { name, reason, identical, updatedAt } = conflict;
  if (identical) return <Text size="xs">The same as your “{name}”.</Text>;
  return (
    <Text size="xs" c="var(--app-notice)">
      Differs from your “{name}”, changed <Moment at={updatedAt} />
      {reason === 'same-client' ? ': the same client, entered on its own.' : '.'}
    </Text>
  );
}
