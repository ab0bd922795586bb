import { Anchor, Group, Input, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { StoredSecret } from '#contract/connection.ts';
import { SecretInput } from '../../ui/SecretInput.tsx';

interface PasswordOnceProps {
  /** The form reads and empties it when it sends. */
  field: RefObject<HTMLInputElement | null>;
  stored: StoredSecret | undefined;
  error: string | undefined;
}

/** The stored password as a fact, or another one for a single request. */
export function PasswordOnce({ field, stored, error }: PasswordOnceProps): ReactNode {
  const [usesOther, setUsesOther] = useState(false);
  if (stored !== undefined && !usesOther) {
    return (
      <Input.Wrapper label="Password" error={error}>
        <Group gap="sm" mih={32}>
          <Text size="sm">Stored, {stored.hint}</Text>
          <Anchor component="button" type="button" size="sm" onClick={() => setUsesOther(true)}>
            Use another once
          </Anchor>
        </Group>
      </Input.Wrapper>
    );
  }
  return (
    <SecretInput
      ref={field}
      label="Password"
      error={error}
      autoFocus={usesOther}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      description={
        stored === undefined ? (
          'For this request only. Store it in the connection to keep it.'
        ) : (
          <>
            For this request only; empty uses the stored one.{' '}
            <Anchor component="button" type="button" size="xs" onClick={() => setUsesOther(false)}>
              Back to the stored one
            </Anchor>
          </>
        )
      }
    />
  );
}
