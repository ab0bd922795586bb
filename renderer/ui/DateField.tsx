import { Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayOf } from './days.ts';
import { useNow } from '../stores.tsx';

interface DateFieldProps {
  label: string;
  description?: ReactNode;
  /** As `2027-01-31`; empty for none. */
  value: string;
  error?: string | undefined;
  onChange: (day: string) => void;
}

/** A day to come, by the system's own calendar or typed. */
export function DateField({ label, description, value, error, onChange }: DateFieldProps): ReactNode {
  const now = useNow();
  return (
    <Group align="end" gap="sm" wrap="nowrap">
      <TextInput
        type="date"
        label={label}
        description={description}
        value={value}
        error={error}
        min={dayOf(now)}
        styles={{ input: { width: 180 } }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value !== '' && (
        <Button variant="subtle" aria-label={`Clear: ${label}`} onClick={() => onChange('')}>
          Clear
        </Button>
      )}
    </Group>
  );
}
