import { Button, Group, Input, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { StoredSecret } from '#contract/connection.ts';
import type { SecretField as SecretFieldName } from '#contract/vault.ts';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { StoredValue } from './StoredValue.tsx';

interface SecretFieldProps {
  field: SecretFieldName;
  label: string;
  description?: ReactNode;
  error?: string | undefined;
  /** The stored secret and where it lives; absent for a new connection. */
  stored?: { secret: StoredSecret; connectionId: string } | undefined;
  /** A secret that was pasted is taken while the field stays empty. */
  pasted?: StoredSecret | undefined;
  /** A key or an assertion needs lines. */
  multiline?: boolean;
  onType: (value: string | null | undefined) => void;
}

/** Write-only: a stored secret is a fact here, not a value, until the person asks to see it for 30 seconds. */
export function SecretField(props: SecretFieldProps): ReactNode {
  const { stored, onType } = props;
  const [mode, setMode] = useState<'keep' | 'replace' | 'cleared'>(stored === undefined ? 'replace' : 'keep');
  const choose = (next: typeof mode): void => {
    setMode(next);
    onType(next === 'cleared' ? null : undefined);
  };
  if (mode === 'replace' || stored === undefined) {
    return <Typed {...props} onKeep={stored === undefined ? undefined : () => choose('keep')} />;
  }
  return (
    <Input.Wrapper label={props.label} description={props.description} error={props.error}>
      <Group gap="sm" mt={4} mih={32} wrap="wrap">
        {mode === 'cleared' ? (
          <>
            <Text size="sm">Will be removed when you save.</Text>
            <Button variant="subtle" onClick={() => choose('keep')}>
              Keep it
            </Button>
          </>
        ) : (
          <>
            <StoredValue field={props.field} {...stored} />
            <Button variant="default" onClick={() => choose('replace')}>
              Replace
            </Button>
            <Button variant="subtle" color="red" onClick={() => choose('cleared')}>
              Remove
            </Button>
          </>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function Typed({
  label,
  description,
  error,
  multiline = false,
  pasted,
  onType,
  onKeep,
}: SecretFieldProps & { onKeep: (() => void) | undefined }): ReactNode {
  const placeholder = pasted === undefined ? undefined : `As pasted, ${pasted.hint}. Type to replace it.`;
  const shared = { label, description, error, placeholder, autoComplete: 'off', spellCheck: false };
  const typed = (value: string): void => onType(value === '' ? undefined : value);
  return (
    <Group align="end" gap="sm" wrap="nowrap">
      {multiline ? (
        <Textarea
          {...shared}
          flex={1}
          autosize
          minRows={3}
          maxRows={8}
          classNames={{ input: 'mono' }}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      ) : (
        <SecretInput
          {...shared}
          flex={1}
          autoFocus={onKeep !== undefined}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      )}
      {onKeep !== undefined && (
        <Button variant="subtle" onClick={onKeep}>
          Keep the stored one
        </Button>
      )}
    </Group>
  );
}
