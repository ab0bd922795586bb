import { Input, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Connection } from '#contract/connection.ts';
import { StoredFact } from './StoredFact.tsx';

interface GrantFactsProps {
  connection: Connection;
  errorAt: (...fields: string[]) => string | undefined;
}

interface Fact {
  label: string;
  secret: Connection['clientAuth']['secret'];
  field: string;
  /** Shown even when nothing is stored. */
  isNeeded: boolean;
}

/** What is stored of all that the grant and the client authentication send. */
export function GrantFacts({ connection, errorAt }: GrantFactsProps): ReactNode {
  const { grant, clientAuth } = connection;
  return (
    <>
      {grant.type === 'authorization_code' && (
        <Told
          label="Redirect URI"
          value={grant.redirectUri}
          otherwise="A free port of this machine, chosen when you start"
          error={errorAt('connection.grant.redirectUri')}
        />
      )}
      {grant.type === 'token_exchange' && grant.audience !== undefined && (
        <Told label="Audience" value={grant.audience} error={errorAt('connection.grant.audience')} />
      )}
      {[...grantFacts(grant), ...clientFacts(clientAuth, grant)]
        .filter(({ secret, isNeeded }) => isNeeded || secret !== undefined)
        .map(({ label, secret, field }) => (
          <StoredFact
            key={field}
            label={label}
            secret={secret}
            connectionId={connection.id}
            error={errorAt(`connection.${field}`)}
          />
        ))}
    </>
  );
}

function grantFacts(grant: Connection['grant']): Fact[] {
  const fact = (
    label: string,
    name: 'assertion' | 'subjectToken' | 'actorToken' | 'refreshToken',
    isNeeded = true,
  ): Fact => ({ label, secret: grant[name], field: `grant.${name}`, isNeeded });
  switch (grant.type) {
    case 'jwt_bearer':
      return [fact('Finished assertion', 'assertion', false)];
    case 'saml2_bearer':
      return [fact('SAML assertion', 'assertion')];
    case 'token_exchange':
      return [fact('Subject token', 'subjectToken'), fact('Actor token', 'actorToken', false)];
    case 'refresh_token':
      return [fact('Refresh token', 'refreshToken')];
    case 'client_credentials':
    case 'password':
    case 'authorization_code':
    case 'device_code':
    case 'tls_client_auth':
    case 'tls_cert_auth':
      return [];
  }
}

/** A key is a fact worth seeing; a stored client secret is not, and a missing one is. */
function clientFacts(auth: Connection['clientAuth'], grant: Connection['grant']): Fact[] {
  const signsForUser = grant.type === 'jwt_bearer' && grant.assertion === undefined;
  const showsCertificate = ['tls_client_auth', 'tls_cert_auth'].includes(grant.type);
  const usesKey = ['private_key_jwt', 'tls_client_auth'].includes(auth.method) || signsForUser || showsCertificate;
  const lacksSecret = auth.method.startsWith('client_secret') && auth.secret === undefined;
  return [
    ...(usesKey
      ? [{ label: 'Private key', secret: auth.privateKey, field: 'clientAuth.privateKey', isNeeded: true }]
      : []),
    ...(lacksSecret ? [{ label: 'Client secret', secret: undefined, field: 'clientAuth.secret', isNeeded: true }] : []),
  ];
}

interface ToldProps {
  label: string;
  value: string | undefined;
  otherwise?: string;
  error: string | undefined;
}

function Told({ label, value, otherwise, error }: ToldProps): ReactNode {
  return (
    <Input.Wrapper label={label} error={error}>
      <Text size="sm" className={value === undefined ? 'soft' : 'mono breakable'}>
        {value ?? otherwise}
      </Text>
    </Input.Wrapper>
  );
}
