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
    <TextInput
      type="date"
      label={label}
      description={description}
      value={value}
      error={error}
      min={dayOf(now)}
      styles={{ wrapper: { width: 180 } }}
      inputContainer={(input) => (
        <Group gap="sm" wrap="nowrap">
          {input}
          {value !== '' && (
            <Button variant="subtle" aria-label={`Clear: ${label}`} onClick={() => onChange('')}>
              Clear
            </Button>
          )}
        </Group>
      )}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
