import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StoredSecret } from '#contract/connection.ts';
import type { SecretField } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { copiedWords, useSecretCopy } from '../vault/useSecretCopy.tsx';
import { useReveal } from './useReveal.ts';

interface StoredValueProps {
  field: SecretField;
  secret: StoredSecret;
  connectionId: string;
}

const CAPTURE_NOTES = {
  blocked: undefined,
  'partly-blocked': 'Some programs on this system can still capture the screen.',
  'not-blocked': 'This system does not keep it out of screenshots and shared screens.',
} as const;

/** `Stored, 36 characters`, and the two deliberate ways to get at it. */
export function StoredValue({ field, secret, connectionId }: StoredValueProps): ReactNode {
  const { bench } = useStores();
  const { state, reveal, hide, proof: proofToShow } = useReveal({ connectionId, field });
  const {
    copied,
    error,
    copy,
    proof: proofToCopy,
  } = useSecretCopy(() => bench.vault.copySecret({ connectionId, field }));
  const note = copied === undefined ? error?.message : copiedWords(copied);
  const isShown = state.kind === 'shown';
  const words = state.kind === 'failed' ? state.error.message : isShown ? CAPTURE_NOTES[state.screenCapture] : note;
  return (
    <>
      {isShown ? (
        <Text size="sm" className="mono breakable" maw={420} aria-label="The secret">
          {state.value}
        </Text>
      ) : (
        <Text size="sm">Stored{secret.hint === '' ? '' : `, ${secret.hint}`}</Text>
      )}
      <Button variant="default" onClick={() => (isShown ? hide() : void reveal())}>
        {isShown ? 'Hide' : 'Show for 30 s'}
      </Button>
      <Button variant="default" onClick={copy}>
        Copy
      </Button>
      {words !== undefined && (
        <Text size="xs" className="soft" role="status" w="100%" style={{ order: 1 }}>
          {words}
        </Text>
      )}
      {proofToShow}
      {proofToCopy}
    </>
  );
}
