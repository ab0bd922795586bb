import { Button, Group, Input, PasswordInput, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { StoredSecret } from '#contract/connection.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { SecretField as SecretFieldName } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';

const SHOWN_MS = 30_000;

interface SecretFieldProps {
  field: SecretFieldName;
  label: string;
  description?: ReactNode;
  error?: string | undefined;
  /** The stored secret and where it lives; absent for a new connection. */
  stored?: { secret: StoredSecret; connectionId: string } | undefined;
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
  onType,
  onKeep,
}: SecretFieldProps & { onKeep: (() => void) | undefined }): ReactNode {
  const shared = { label, description, error, autoComplete: 'off', spellCheck: false };
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
          className="mono"
          onChange={(event) => typed(event.currentTarget.value)}
        />
      ) : (
        <PasswordInput
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

/** `Stored, 36 characters`, and the two deliberate ways to get at it. */
function StoredValue({
  field,
  secret,
  connectionId,
}: {
  field: SecretFieldName;
  secret: StoredSecret;
  connectionId: string;
}): ReactNode {
  const { bench } = useStores();
  const [shown, setShown] = useState<string>();
  const [note, setNote] = useState<string>();
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const tell = (error: ErrorReply): void => setNote(error.message);
  const reveal = async (): Promise<void> => {
    const result = await bench.vault.reveal({ connectionId, field });
    if (result.ok) setShown(result.value.value);
    else tell(result.error);
  };
  const copy = async (): Promise<void> => {
    const result = await bench.vault.copySecret({ connectionId, field });
    if (result.ok) setNote(`Copied. The clipboard is cleared in ${result.value.clearsInSeconds} s.`);
    else tell(result.error);
  };
  return (
    <>
      {shown === undefined ? (
        <Text size="sm">Stored{secret.hint === '' ? '' : `, ${secret.hint}`}</Text>
      ) : (
        <Text size="sm" className="mono breakable" maw={420}>
          {shown}
        </Text>
      )}
      <Button variant="default" onClick={() => (shown === undefined ? void reveal() : setShown(undefined))}>
        {shown === undefined ? 'Show for 30 s' : 'Hide'}
      </Button>
      <Button variant="default" onClick={() => void copy()}>
        Copy
      </Button>
      {note !== undefined && (
        <Text size="xs" className="soft" role="status">
          {note}
        </Text>
      )}
    </>
  );
}
