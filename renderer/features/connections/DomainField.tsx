import { Anchor, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowRight, IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { DomainReading } from '#contract/connection.ts';
import { useStores } from '../../stores.tsx';
import { useConnectionActions } from './useConnectionActions.ts';

const GIVEN: Record<DomainReading['given'], string> = {
  domain: 'the domain’s address',
  'sign-in': 'a sign-in page',
  console: 'a page of the console',
  'token-endpoint': 'a token endpoint',
  metadata: 'a metadata document',
  'other-page': 'another page of the domain',
};

interface DomainFieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Takes any address of an identity domain, and says at once what it was understood as. */
export function DomainField({ value, error, onChange }: DomainFieldProps): ReactNode {
  const { bench } = useStores();
  const [reading, setReading] = useState<{ text: string; reading?: DomainReading; problem?: string }>();
  useEffect(() => {
    let isCurrent = true;
    if (value.trim() === '') return undefined;
    void bench.connections.readDomainUrl({ text: value }).then((result) => {
      if (isCurrent)
        setReading({ text: value, ...(result.ok ? { reading: result.value } : { problem: result.error.message }) });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, value]);
  const known = value.trim() === '' ? undefined : reading;
  return (
    <Stack gap={6}>
      <TextInput
        label="Identity domain"
        description="Any address of it: sign-in page, admin console, token endpoint or just the host"
        placeholder="https://idcs-….identity.oraclecloud.com"
        value={value}
        error={error ?? (known?.text === value ? known.problem : undefined)}
        onChange={(event) => onChange(event.currentTarget.value)}
        spellCheck={false}
      />
      {known?.reading !== undefined && <Understood reading={known.reading} />}
    </Stack>
  );
}

function Understood({ reading }: { reading: DomainReading }): ReactNode {
  const actions = useConnectionActions();
  return (
    <Stack gap={4} pl={10} style={{ borderLeft: '2px solid var(--app-line)' }}>
      <Group gap={6} wrap="nowrap">
        <Text size="xs" className="soft" style={{ whiteSpace: 'nowrap' }}>
          You gave {GIVEN[reading.given]}
        </Text>
        <IconArrowRight size={13} aria-hidden />
        <Text size="xs" className="mono breakable">
          {reading.domainUrl}
        </Text>
      </Group>
      <Text size="xs" className="mono soft breakable">
        {reading.tokenEndpoint}
      </Text>
      {reading.notes.map((note) => (
        <Text key={note} size="xs" c="var(--app-notice)">
          {note}
        </Text>
      ))}
      <Anchor
        component="button"
        type="button"
        size="xs"
        ta="left"
        w="fit-content"
        onClick={() => void actions.openConsole(reading.domainUrl)}
      >
        <Group gap={4} wrap="nowrap">
          Open its console <IconExternalLink size={13} aria-hidden />
        </Group>
      </Anchor>
    </Stack>
  );
}
