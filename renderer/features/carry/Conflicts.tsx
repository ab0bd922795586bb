import { Button, Group, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Conflict, ConflictChoice } from '#contract/conflict.ts';
import { Moment } from '../../ui/Moment.tsx';
import { choose } from '../connections/choice.ts';
import { choiceForConflicts } from './conflictChoices.ts';
import type { Choices, Incoming } from './conflictChoices.ts';

interface Option {
  value: ConflictChoice;
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

interface ConflictsHeadProps {
  incoming: readonly Incoming[];
  /** Said when nothing of it meets anything. */
  none: string;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** How much of what comes in meets something of the person's own, and one answer for all of that. */
export function ConflictsHead({ incoming, none, choices, onChange }: ConflictsHeadProps): ReactNode {
  const conflicts = incoming.filter(({ conflict }) => conflict !== undefined).length;
  return (
    <Group gap="sm" mb={6} mih={32}>
      <Text size="sm" fw={600} flex={1}>
        {conflicts === 0 ? none : `${conflicts} of ${incoming.length} meet${conflicts === 1 ? 's' : ''} one of yours.`}
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
            onClick={() => onChange(choiceForConflicts(incoming, choices, value))}
          >
            {label}
          </Button>
        ))}
    </Group>
  );
}

interface ConflictChoiceFieldProps {
  name: string;
  isMet: boolean;
  choice: ConflictChoice;
  onChoice: (choice: ConflictChoice) => void;
}

export function ConflictChoiceField({ name, isMet, choice, onChoice }: ConflictChoiceFieldProps): ReactNode {
  const options = isMet ? FOR_CONFLICT : FOR_NEW;
  return (
    <Select aria-label={`What to do with ${name}`} data={options} value={choice} onChange={choose(options, onChoice)} />
  );
}

/** What it meets, and how that differs. */
export function Met({ conflict }: { conflict: Conflict }): ReactNode {
  const { name, reason, identical, updatedAt } = conflict;
  if (identical) return <Text size="xs">The same as your “{name}”.</Text>;
  return (
    <Text size="xs" c="var(--app-notice)">
      Differs from your “{name}”, changed <Moment at={updatedAt} />
      {REASONS[reason]}
    </Text>
  );
}

const REASONS: Readonly<Record<Conflict['reason'], string>> = {
  'same-id': '.',
  'same-client': ': the same client, entered on its own.',
  'same-name': ': another client of the same name.',
};
