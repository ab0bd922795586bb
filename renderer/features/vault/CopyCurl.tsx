import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ProveAgain } from './ProveAgain.tsx';

interface CopyCurlProps {
  masked: string;
  /** What the real command holds: `the token`. */
  holds: string;
  /** Asked for only when it is wanted, and handed to the clipboard without ever being on the page. */
  readReal: () => Promise<Result<{ curl: string }>>;
}

type Copying = { kind: 'idle' } | { kind: 'copied' } | { kind: 'failed'; error: ErrorReply };

/** A command in its two forms: safe to hand on, and ready to run. */
export function CopyCurl({ masked, holds, readReal }: CopyCurlProps): ReactNode {
  const { bench } = useStores();
  const [copying, setCopying] = useState<Copying>({ kind: 'idle' });
  const copy = async (): Promise<void> => {
    const found = await readReal();
    const result = found.ok ? await bench.app.copy({ text: found.value.curl }) : found;
    setCopying(result.ok ? { kind: 'copied' } : { kind: 'failed', error: result.error });
  };
  const error = copying.kind === 'failed' ? copying.error : undefined;
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
          <Button variant="default" onClick={() => void copy()}>
            Copy with secrets
          </Button>
        </Tooltip>
      </Group>
      {copying.kind === 'copied' && (
        <Text size="xs" c="var(--app-notice)" role="status">
          Copied. It stays in the clipboard until you copy something else.
        </Text>
      )}
      {error?.code === 'vault.reauthenticate' && (
        <ProveAgain why={error.message} onProved={() => void copy()} onClose={() => setCopying({ kind: 'idle' })} />
      )}
      {error !== undefined && error.code !== 'vault.reauthenticate' && (
        <ErrorNotice error={error} title="The command was not copied" />
      )}
    </>
  );
}
