import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ClientAuthMethod } from '#contract/connection.ts';
import type { SectionProps } from './sectionProps.ts';
import { SecretField } from './SecretField.tsx';
import { Section } from './Section.tsx';

const METHODS: { value: ClientAuthMethod; label: string }[] = [
  { value: 'client_secret_basic', label: 'Secret in the Authorization header (client_secret_basic)' },
  { value: 'client_secret_post', label: 'Secret in the request body (client_secret_post)' },
  { value: 'none', label: 'None: a public client (none)' },
];

export function ClientSection({ draft, change, stored, typeSecret, errorAt }: SectionProps): ReactNode {
  const secret = stored?.clientAuth.secret;
  return (
    <Section title="Client" lead="The OAuth client application in the domain: its General Information shows both.">
      <TextInput
        label="Client ID"
        value={draft.clientId}
        error={errorAt('clientId')}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
      />
      <Select
        label="Client authentication"
        data={METHODS}
        value={draft.method}
        error={errorAt('clientAuth.method')}
        onChange={(value) => {
          const method = METHODS.find((each) => each.value === value);
          if (method !== undefined) change({ method: method.value });
        }}
      />
      {draft.method !== 'none' && (
        <SecretField
          field="clientAuth.secret"
          label="Client secret"
          error={errorAt('clientAuth.secret')}
          stored={stored !== undefined && secret !== undefined ? { secret, connectionId: stored.id } : undefined}
          onType={(value) => typeSecret('clientAuth.secret', value)}
        />
      )}
    </Section>
  );
}
