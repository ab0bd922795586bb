import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { GrantType } from '#contract/connection.ts';
import { choose } from './choice.ts';
import { GrantFields } from './GrantFields.tsx';
import { grantName, grantPurpose } from './grantWords.ts';
import { NamedValues } from './NamedValues.tsx';
import { Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

/** In the order in which people need them. */
const ORDER: readonly GrantType[] = [
  'client_credentials',
  'password',
  'authorization_code',
  'jwt_bearer',
  'device_code',
  'saml2_bearer',
  'token_exchange',
  'tls_client_auth',
  'tls_cert_auth',
  'refresh_token',
];
const GRANTS = ORDER.map((value) => ({ value, label: grantName(value) }));

export function GrantSection(props: SectionProps): ReactNode {
  const { draft, change, errorAt } = props;
  return (
    <Section title="Grant" lead="How the token is asked for. The application in the domain must allow it.">
      <Select
        label="Grant"
        description={grantPurpose(draft.grantType)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxDropdownHeight={400}
        data={GRANTS}
        value={draft.grantType}
        error={errorAt('grant.type')}
        onChange={choose(GRANTS, (grantType) => change({ grantType }))}
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
