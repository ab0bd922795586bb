import { Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Input } from '#contract/api.ts';
import type { ScopeReading } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';

const KINDS: { value: ScopeReading['kind']; label: string }[] = [
  { value: 'rest', label: 'REST' },
  { value: 'soap', label: 'SOAP' },
  { value: 'all', label: 'Both' },
  { value: 'none', label: 'As written' },
];

interface ScopeFieldProps {
  value: string;
  error: string | undefined;
  onChange: (scope: string) => void;
}

/** The scope is the text at the bottom; the parts above compose it, and follow when the text is typed or pasted. */
export function ScopeField({ value, error, onChange }: ScopeFieldProps): ReactNode {
  const { bench } = useStores();
  const [reading, setReading] = useState<ScopeReading>();
  useEffect(() => {
    let isCurrent = true;
    void bench.connections.readScope({ scope: value }).then((result) => {
      if (isCurrent && result.ok) setReading((before) => keepEmptyAudience(result.value, before));
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, value]);
  const parts = reading ?? { audience: '', kind: 'none', offlineAccess: false, others: '', notes: [] };
  const compose = async (change: Partial<Input<'connections.composeScope'>>): Promise<void> => {
    const { audience, kind, offlineAccess, others } = parts;
    const result = await bench.connections.composeScope({ audience, kind, offlineAccess, others, ...change });
    if (!result.ok) return;
    setReading(result.value);
    onChange(result.value.scope);
  };
  return (
    <Stack gap="sm">
      <Group align="end" gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          label="Primary audience of the resource"
          description="As the resource’s configuration shows it, with :443 if it stands there"
          placeholder="https://host.example.com:443/"
          value={parts.audience}
          spellCheck={false}
          onChange={(event) =>
            void compose({ audience: event.currentTarget.value, kind: parts.kind === 'none' ? 'rest' : parts.kind })
          }
        />
        <SegmentedControl
          aria-label="Kind of API"
          data={KINDS}
          value={parts.kind}
          onChange={(kind) => {
            const known = KINDS.find((each) => each.value === kind);
            if (known !== undefined) void compose({ kind: known.value });
          }}
        />
      </Group>
      <Checkbox
        label="offline_access: also ask for a refresh token"
        checked={parts.offlineAccess}
        onChange={(event) => void compose({ offlineAccess: event.currentTarget.checked })}
      />
      <TextInput
        label="Scope"
        description="Sent as it stands here"
        value={value}
        error={error}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {parts.notes.map((note) => (
        <Text key={note} size="xs" c="var(--app-notice)">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

/** A scope text cannot carry an audience without its kind: while both are being entered, the chosen parts stay. */
function keepEmptyAudience(next: ScopeReading, before: ScopeReading | undefined): ScopeReading {
  return before?.scope === next.scope
    ? { ...next, audience: before.audience, kind: before.kind, others: before.others }
    : next;
}
