import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { GrantType } from '#contract/connection.ts';
import type { SectionProps } from './sectionProps.ts';
import { grantName } from './grantWords.ts';
import { NamedValues } from './NamedValues.tsx';
import { SecretField } from './SecretField.tsx';
import { Section } from './Section.tsx';

const GRANTS: { value: GrantType; label: string }[] = (
  ['client_credentials', 'password', 'refresh_token'] as const
).map((value) => ({ value, label: grantName(value) }));

export function GrantSection(props: SectionProps): ReactNode {
  const { draft, change, errorAt } = props;
  return (
    <Section title="Grant" lead="How the token is asked for. The application must allow it.">
      <Select
        label="Grant"
        data={GRANTS}
        value={draft.grantType}
        error={errorAt('grant.type')}
        onChange={(value) => {
          const grant = GRANTS.find((each) => each.value === value);
          if (grant !== undefined) change({ grantType: grant.value });
        }}
      />
      <GrantFields {...props} />
      <NamedValues
        label="Extra parameters"
        description="Sent along with the token request, for servers that want them"
        values={draft.extraParameters}
        error={errorAt('grant.extraParameters')}
        onChange={(extraParameters) => change({ extraParameters })}
      />
    </Section>
  );
}

/** Only the fields of the chosen grant. */
function GrantFields({ draft, change, stored, typeSecret, errorAt }: SectionProps): ReactNode {
  const storedIn = (field: 'password' | 'refreshToken') => {
    const secret = stored?.grant[field];
    return stored !== undefined && secret !== undefined ? { secret, connectionId: stored.id } : undefined;
  };
  switch (draft.grantType) {
    case 'client_credentials':
      return null;
    case 'password':
      return (
        <>
          <TextInput
            label="User name"
            description="The user’s login in this domain, which need not be the e-mail address"
            value={draft.username}
            error={errorAt('grant.username')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change({ username: event.currentTarget.value })}
          />
          <SecretField
            field="grant.password"
            label="Password"
            error={errorAt('grant.password')}
            stored={storedIn('password')}
            onType={(value) => typeSecret('grant.password', value)}
          />
        </>
      );
    case 'refresh_token':
      return (
        <SecretField
          field="grant.refreshToken"
          label="Refresh token"
          description="Works once: after each request the new one takes its place here"
          error={errorAt('grant.refreshToken')}
          stored={storedIn('refreshToken')}
          onType={(value) => typeSecret('grant.refreshToken', value)}
        />
      );
  }
}
