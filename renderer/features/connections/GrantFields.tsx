import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SecretField as SecretFieldName } from '#contract/vault.ts';
import { AudienceField } from './AudienceField.tsx';
import type { Draft } from './draft.ts';
import { SecretField } from './SecretField.tsx';
import type { SectionProps } from './sectionProps.ts';

type GrantSecret = 'password' | 'refreshToken' | 'assertion' | 'subjectToken' | 'actorToken';

interface SecretProps {
  name: GrantSecret;
  label: string;
  description?: string;
  multiline?: boolean;
}

/** Only the fields of the chosen grant. */
export function GrantFields(props: SectionProps): ReactNode {
  const { draft, change, stored, typeSecret, errorAt } = props;
  const secret = ({ name, ...shown }: SecretProps): ReactNode => {
    const field: SecretFieldName = `grant.${name}`;
    const kept = stored?.grant[name];
    return (
      <SecretField
        key={name}
        field={field}
        {...shown}
        error={errorAt(field)}
        stored={stored !== undefined && kept !== undefined ? { secret: kept, connectionId: stored.id } : undefined}
        pasted={props.pasted?.grant[name]}
        onType={(value) => typeSecret(field, value)}
      />
    );
  };
  const text = (
    name: 'username' | 'redirectUri' | 'subject' | 'audience',
    label: string,
    description: string,
  ): ReactNode => (
    <TextInput
      key={name}
      label={label}
      description={description}
      value={draft[name]}
      error={errorAt(`grant.${name}`)}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const exchange = (name: keyof Draft['exchange'], label: string, description: string): ReactNode => (
    <TextInput
      key={name}
      label={label}
      description={description}
      value={draft.exchange[name]}
      error={errorAt(`grant.${name}`)}
      spellCheck={false}
      onChange={(event) => change({ exchange: { ...draft.exchange, [name]: event.currentTarget.value } })}
    />
  );
  switch (draft.grantType) {
    case 'client_credentials':
    case 'device_code':
    case 'tls_client_auth':
    case 'tls_cert_auth':
      return null;
    case 'password':
      return [
        text('username', 'User name', 'The user’s login in this domain, which need not be the e-mail address'),
        secret({ name: 'password', label: 'Password' }),
      ];
    case 'authorization_code':
      return text(
        'redirectUri',
        'Redirect URI',
        'As registered on the application. Left empty, Grantsmith listens on a free port of this machine.',
      );
    case 'jwt_bearer':
      return [
        text(
          'subject',
          'User',
          'Whom the token is for: the user name in this domain. The client’s key signs the statement.',
        ),
        <AudienceField
          key="audience"
          domainUrl={draft.domainUrl}
          value={draft.audience}
          error={errorAt('grant.audience')}
          onChange={(audience) => change({ audience })}
        />,
        <TextInput
          key="lifetime"
          label="Lifetime of the assertion, in seconds"
          placeholder="300"
          w={280}
          inputMode="numeric"
          value={draft.lifetimeSeconds}
          error={errorAt('grant.lifetimeSeconds')}
          onChange={(event) => change({ lifetimeSeconds: event.currentTarget.value.replaceAll(/\D/g, '') })}
        />,
        secret({
          name: 'assertion',
          label: 'Finished assertion',
          description: 'Only if you were given one: it is sent as it is, in place of a signed one',
          multiline: true,
        }),
      ];
    case 'saml2_bearer':
      return secret({
        name: 'assertion',
        label: 'SAML assertion',
        description: 'The XML as it is, or its base64: it is encoded for you',
        multiline: true,
      });
    case 'token_exchange':
      return [
        secret({
          name: 'subjectToken',
          label: 'Subject token',
          description: 'The token to be exchanged',
          multiline: true,
        }),
        exchange('subjectTokenType', 'Subject token type', 'Left empty: urn:ietf:params:oauth:token-type:access_token'),
        exchange(
          'requestedTokenType',
          'Requested token type',
          'What you want in return; the server chooses when it is empty',
        ),
        text('audience', 'Audience', 'The service that the new token is for, by name'),
        exchange('resource', 'Resource', 'The same by address'),
        secret({
          name: 'actorToken',
          label: 'Actor token',
          description: 'Of the party that acts, where the server wants one',
        }),
        exchange('actorTokenType', 'Actor token type', 'Needed with an actor token'),
      ];
    case 'refresh_token':
      return secret({
        name: 'refreshToken',
        label: 'Refresh token',
        description: 'Works once: after each request the new one takes its place here',
      });
  }
}
