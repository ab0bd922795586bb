import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { requestOf } from './requestDraft.ts';
import type { RequestDraft } from './requestDraft.ts';

interface CurlPartProps {
  draft: RequestDraft;
  connectionId: string;
}

type Masked = { kind: 'loading' } | { kind: 'read'; curl: string } | { kind: 'failed'; error: ErrorReply };

/** The same request as a curl command. The one with secrets goes to the clipboard and is never put on the page. */
export function CurlPart({ draft, connectionId }: CurlPartProps): ReactNode {
  const { bench } = useStores();
  const [masked, setMasked] = useState<Masked>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void bench.requests.curl({ request: requestOf(draft, connectionId), reveal: false }).then((result) => {
      if (!isCurrent) return;
      setMasked(result.ok ? { kind: 'read', curl: result.value.curl } : { kind: 'failed', error: result.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, draft, connectionId]);
  if (masked.kind === 'failed') {
    return (
      <div className="request-part">
        <ErrorNotice error={masked.error} title="No command can be made of this yet" />
      </div>
    );
  }
  const curl = masked.kind === 'read' ? masked.curl : '';
  return (
    <div className="request-part">
      <div className="mono breakable request-curl">
        {curl.length > MOST_SHOWN ? `${curl.slice(0, MOST_SHOWN)} …` : curl}
      </div>
      <Group gap="sm">
        <Tooltip label="With words in the place of secrets, safe to hand on">
          <span>
            <CopyButton labelled text={curl} what="masked" />
          </span>
        </Tooltip>
        <SecretCopy draft={draft} connectionId={connectionId} />
      </Group>
    </div>
  );
}

/** A command with a large body is for copying, not for reading. */
const MOST_SHOWN = 20_000;

type Copying = { kind: 'idle' } | { kind: 'copied' } | { kind: 'failed'; error: ErrorReply };

function SecretCopy({ draft, connectionId }: CurlPartProps): ReactNode {
  const { bench } = useStores();
  const [copying, setCopying] = useState<Copying>({ kind: 'idle' });
  const copy = async (): Promise<void> => {
    const found = await bench.requests.curl({ request: requestOf(draft, connectionId), reveal: true });
    const result = found.ok ? await bench.app.copy({ text: found.value.curl }) : found;
    setCopying(result.ok ? { kind: 'copied' } : { kind: 'failed', error: result.error });
  };
  return (
    <>
      <Tooltip
        multiline
        w={280}
        label="With the token in it, ready to run. It goes to the clipboard only: keep it out of tickets and chats."
      >
        <Button variant="default" onClick={() => void copy()}>
          Copy with secrets
        </Button>
      </Tooltip>
      {copying.kind === 'copied' && (
        <Text size="xs" c="var(--app-notice)" role="status">
          Copied. The token stays in the clipboard until you copy something else.
        </Text>
      )}
      {copying.kind === 'failed' && <ErrorNotice error={copying.error} title="The command was not copied" />}
    </>
  );
}
