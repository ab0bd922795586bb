import { Group, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SigningAlgorithm, Thumbprints } from '#contract/connection.ts';
import { choose } from './choice.ts';
import { FileDrop } from './FileDrop.tsx';
import { SecretField } from './SecretField.tsx';
import type { SectionProps } from './sectionProps.ts';

const THUMBPRINTS: { value: Thumbprints; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'x5t', label: 'x5t (SHA-1)' },
  { value: 'x5t#S256', label: 'x5t#S256 (SHA-256)' },
  { value: 'both', label: 'Both' },
];

const ALGORITHMS: { value: SigningAlgorithm | ''; label: string }[] = [
  { value: '', label: 'What fits the key' },
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const).map((value) => ({
    value,
    label: value,
  })),
];

/** The private key with its certificate: pasted, chosen or dropped as a file. */
export function KeyFields({ draft, change, stored, typeSecret, errorAt }: SectionProps): ReactNode {
  const { key } = draft;
  const kept = stored?.clientAuth.privateKey;
  const signs = draft.method === 'private_key_jwt' || draft.grantType === 'jwt_bearer';
  return (
    <FileDrop onFile={(content) => typeSecret('clientAuth.privateKey', content)}>
      <SecretField
        field="clientAuth.privateKey"
        label="Private key"
        description="PEM or JWK pasted here, or a file: .pem, .key, .p8, .jwk, .pfx, .p12"
        multiline
        error={errorAt('clientAuth.privateKey')}
        stored={stored !== undefined && kept !== undefined ? { secret: kept, connectionId: stored.id } : undefined}
        onType={(value) => typeSecret('clientAuth.privateKey', value)}
      />
      <PasswordInput
        label="Passphrase of the key"
        description="Used once to open it; not kept"
        autoComplete="off"
        error={errorAt('clientAuth.keyPassphrase')}
        onChange={(event) =>
          typeSecret(
            'clientAuth.keyPassphrase',
            event.currentTarget.value === '' ? undefined : event.currentTarget.value,
          )
        }
      />
      <Textarea
        label="Certificate"
        description="PEM. A PFX file brings its own."
        autosize
        minRows={2}
        maxRows={6}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        value={key.certificate}
        error={errorAt('clientAuth.certificate')}
        onChange={(event) => change({ key: { ...key, certificate: event.currentTarget.value } })}
      />
      {signs && (
        <Group grow align="start">
          <TextInput
            label="Key ID (kid)"
            description="The alias under which the certificate was imported"
            value={key.keyId}
            error={errorAt('clientAuth.keyId')}
            spellCheck={false}
            onChange={(event) => change({ key: { ...key, keyId: event.currentTarget.value } })}
          />
          <Select
            label="Thumbprint in the header"
            description="Beside or in place of the key ID"
            data={THUMBPRINTS}
            value={key.thumbprints}
            error={errorAt('clientAuth.thumbprints')}
            onChange={choose(THUMBPRINTS, (thumbprints) => change({ key: { ...key, thumbprints } }))}
          />
          <Select
            label="Algorithm"
            description="Identity domains take RS256"
            data={ALGORITHMS}
            value={key.algorithm}
            error={errorAt('clientAuth.algorithm')}
            onChange={choose(ALGORITHMS, (algorithm) => change({ key: { ...key, algorithm } }))}
          />
        </Group>
      )}
    </FileDrop>
  );
}
