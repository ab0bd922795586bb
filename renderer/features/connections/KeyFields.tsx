import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SigningAlgorithm, Thumbprints } from '#contract/connection.ts';
import { choose } from './choice.ts';
import type { Draft } from './draft.ts';
import { isCertificate } from './keyFile.ts';
import type { KeyFile } from './keyFile.ts';
import { KeyFacts } from './KeyFacts.tsx';
import { KeyFileDrop } from './KeyFileDrop.tsx';
import type { KeyReading } from './keyReader.ts';
import { PassphraseField, PrivateKeyField } from './PrivateKeyField.tsx';
import type { SectionProps } from './sectionProps.ts';
import { useKeyForm } from './useKeyForm.ts';

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

/** The private key with its certificate: pasted, chosen or dropped as a file; and at once what it is. */
export function KeyFields(props: SectionProps): ReactNode {
  const { draft, change, errorAt } = props;
  const { key } = draft;
  const form = useKeyForm(props);
  const [fileName, setFileName] = useState(props.keyFile?.name);
  const signs = draft.method === 'private_key_jwt' || draft.grantType === 'jwt_bearer';
  const { reading } = form;
  const problem = (field: string): string | undefined => keyProblem(reading, field);
  const changeKey = (part: Partial<Draft['key']>): void => change({ key: { ...key, ...part } });
  const take = ({ name, content }: KeyFile): void => {
    if (isCertificate({ name, content })) {
      changeKey({ certificate: content });
      return;
    }
    // The one in the field belongs to the key before.
    if (bringsCertificate(name, content)) changeKey({ certificate: '' });
    setFileName(name);
    form.typeKey(content);
  };
  const dropFile = (): void => {
    setFileName(undefined);
    form.typeKey(undefined);
  };
  return (
    <KeyFileDrop onFile={take}>
      <PrivateKeyField
        {...props}
        fileName={fileName}
        error={errorAt('clientAuth.privateKey') ?? problem('text')}
        onType={form.typeKey}
        onDropFile={dropFile}
      />
      <PassphraseField
        error={errorAt('clientAuth.keyPassphrase') ?? problem('passphrase')}
        onType={form.typePassphrase}
        onOpen={form.look}
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
        error={errorAt('clientAuth.certificate') ?? problem('certificate')}
        onChange={(event) => changeKey({ certificate: event.currentTarget.value })}
      />
      {reading.kind === 'read' && (
        <KeyFacts inspection={reading.inspection} keyId={key.keyId} onKeyId={(keyId) => changeKey({ keyId })} />
      )}
      {signs && (
        <Group grow align="start">
          <TextInput
            label="Key ID (kid)"
            description="Alias of the imported certificate"
            value={key.keyId}
            error={errorAt('clientAuth.keyId')}
            spellCheck={false}
            onChange={(event) => changeKey({ keyId: event.currentTarget.value })}
          />
          <Select
            label="Thumbprint in the header"
            description="Beside or in place of the key ID"
            data={THUMBPRINTS}
            value={key.thumbprints}
            error={errorAt('clientAuth.thumbprints')}
            onChange={choose(THUMBPRINTS, (thumbprints) => changeKey({ thumbprints }))}
          />
          <Select
            label="Algorithm"
            description="Identity domains take RS256"
            data={ALGORITHMS}
            value={key.algorithm}
            error={errorAt('clientAuth.algorithm')}
            onChange={choose(ALGORITHMS, (algorithm) => changeKey({ algorithm }))}
          />
        </Group>
      )}
    </KeyFileDrop>
  );
}

const FIELDS: readonly string[] = ['text', 'passphrase', 'certificate'];

/** What is wrong with a field as it stands; a failure that names none is told at the key. */
function keyProblem(reading: KeyReading, field: string): string | undefined {
  if (reading.kind !== 'failed') return undefined;
  const named = reading.error.field ?? 'text';
  return named === field || (field === 'text' && !FIELDS.includes(named)) ? reading.error.message : undefined;
}

/** A key file that has its certificate in it. */
function bringsCertificate(name: string, content: string): boolean {
  return content.includes('BEGIN CERTIFICATE') || /\.(pfx|p12)$/i.test(name);
}
