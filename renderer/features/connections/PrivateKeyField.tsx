import { Button, Group, Input, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { SecretField } from './SecretField.tsx';
import type { SectionProps } from './sectionProps.ts';

interface PrivateKeyFieldProps extends SectionProps {
  /** Of the file that stands for the field. */
  fileName: string | undefined;
  error: string | undefined;
  onType: (value: string | null | undefined) => void;
  onDropFile: () => void;
}

export function PrivateKeyField({ stored, fileName, error, onType, onDropFile }: PrivateKeyFieldProps): ReactNode {
  const kept = stored?.clientAuth.privateKey;
  if (fileName !== undefined) {
    return (
      <Input.Wrapper label="Private key" error={error}>
        <Group gap="sm" mih={32}>
          <IconFile size={16} aria-hidden />
          <Text size="sm" className="breakable">
            From {fileName}
          </Text>
          <Button variant="subtle" onClick={onDropFile}>
            Take another
          </Button>
        </Group>
      </Input.Wrapper>
    );
  }
  return (
    <SecretField
      field="clientAuth.privateKey"
      label="Private key"
      description="PEM or JWK pasted here, or a file: .pem, .key, .p8, .jwk, .pfx, .p12"
      multiline
      error={error}
      stored={stored !== undefined && kept !== undefined ? { secret: kept, connectionId: stored.id } : undefined}
      onType={onType}
    />
  );
}

interface PassphraseFieldProps {
  error: string | undefined;
  onType: (value: string) => void;
  onOpen: () => void;
}

export function PassphraseField({ error, onType, onOpen }: PassphraseFieldProps): ReactNode {
  return (
    <Group align="start" gap="sm" wrap="nowrap">
      <SecretInput
        flex={1}
        label="Passphrase of the key"
        description="Used once to open it; not kept"
        error={error}
        onChange={(event) => onType(event.currentTarget.value)}
        onBlur={onOpen}
      />
      <Button variant="default" mt={35} onClick={onOpen}>
        Open
      </Button>
    </Group>
  );
}
