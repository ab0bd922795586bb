import { Button, Group, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result } from '#contract/result.ts';
import type { SecretCopied } from '#contract/vault.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { copiedWords, useSecretCopy } from './useSecretCopy.tsx';

interface CopyCurlProps {
  masked: string;
  /** What the real command holds: `the token`. */
  holds: string;
  /** Has main copy the command with its secrets. */
  copyReal: () => Promise<Result<SecretCopied>>;
}

/** A command in its two forms: safe to hand on, and ready to run. */
export function CopyCurl({ masked, holds, copyReal }: CopyCurlProps): ReactNode {
  const { copied, error, copy, proof } = useSecretCopy(copyReal);
  return (
    <>
      <Group gap="sm">
        <Tooltip label="With words in the place of secrets, safe to hand on">
          <span>
            <CopyButton labelled text={masked} what="masked" />
          </span>
        </Tooltip>
        <Tooltip
          multiline
          w={280}
          label={`With ${holds} in it, ready to run. It goes to the clipboard only: keep it out of tickets and chats.`}
        >
          <Button variant="default" onClick={copy}>
            Copy with secrets
          </Button>
        </Tooltip>
      </Group>
      {copied !== undefined && (
        <Text size="xs" c="var(--app-notice)" role="status">
          {copiedWords(copied)}
        </Text>
      )}
      {proof}
      {error !== undefined && <ErrorNotice error={error} title="The command was not copied" />}
    </>
  );
}
