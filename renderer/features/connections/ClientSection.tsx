import { Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ClientAuthMethod } from '#contract/connection.ts';
import { DateField } from '../../ui/DateField.tsx';
import { useFileDrop } from '../../ui/useFileDrop.ts';
import { AudienceField } from './AudienceField.tsx';
import { choose } from './choice.ts';
import { usesKey } from './draft.ts';
import { KeyFields } from './KeyFields.tsx';
import { SecretField } from './SecretField.tsx';
import { Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

const METHODS: { value: ClientAuthMethod; label: string }[] = [
  { value: 'client_secret_basic', label: 'Secret in the Authorization header (client_secret_basic)' },
  { value: 'client_secret_post', label: 'Secret in the request body (client_secret_post)' },
  { value: 'client_secret_jwt', label: 'Assertion signed with the secret (client_secret_jwt)' },
  { value: 'private_key_jwt', label: 'Assertion signed with a private key (private_key_jwt)' },
  { value: 'tls_client_auth', label: 'Client certificate (mutual TLS)' },
  { value: 'none', label: 'None: a public client' },
];

const SECRET_METHODS: readonly ClientAuthMethod[] = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];
const ASSERTION_METHODS: readonly ClientAuthMethod[] = ['client_secret_jwt', 'private_key_jwt'];

export function ClientSection(props: SectionProps): ReactNode {
  const { draft, change, stored, typeSecret, errorAt } = props;
  const secret = stored?.clientAuth.secret;
  return (
    <Section
      title="Client"
      lead="The OAuth client application in the domain: its General Information shows ID and secret."
    >
      <TextInput
        label="Client ID"
        value={draft.clientId}
        error={errorAt('clientId')}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
      />
      <Select
        label="Client authentication"
        data={METHODS}
        value={draft.method}
        error={errorAt('clientAuth.method')}
        onChange={choose(METHODS, (method) => change({ method }))}
      />
      {SECRET_METHODS.includes(draft.method) && (
        <>
          <SecretField
            field="clientAuth.secret"
            label="Client secret"
            error={errorAt('clientAuth.secret')}
            stored={stored !== undefined && secret !== undefined ? { secret, connectionId: stored.id } : undefined}
            pasted={props.pasted?.clientAuth.secret}
            onType={(value) => typeSecret('clientAuth.secret', value)}
          />
          <DateField
            label="Secret expires on (optional)"
            description="The expiry radar counts down to it and tells you ahead."
            value={draft.secretExpiryDay}
            error={errorAt('clientAuth.secretExpiresAt')}
            onChange={(secretExpiryDay) => change({ secretExpiryDay })}
          />
        </>
      )}
      {usesKey(draft) ? <KeyFields {...props} /> : <DroppedTooEarly />}
      {ASSERTION_METHODS.includes(draft.method) && (
        <AudienceField
          domainUrl={draft.domainUrl}
          value={draft.clientAssertion.audience}
          error={errorAt('clientAuth.audience')}
          onChange={(audience) => change({ clientAssertion: { ...draft.clientAssertion, audience } })}
        />
      )}
    </Section>
  );
}

/** A key file on a form that has no place for one is not passed over in silence. */
function DroppedTooEarly(): ReactNode {
  const [isTold, setTold] = useState(false);
  useFileDrop(() => setTold(true));
  return (
    <Text size="xs" role="status" className="file-drop-problem" hidden={!isTold}>
      A key file belongs to private_key_jwt or mutual TLS. Choose one of them as the client authentication, and drop it
      again.
    </Text>
  );
}
