import { Button } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { RefusedRequest } from '../token/RefusedRequest.tsx';
import { Answer } from './Answer.tsx';
import { draftOf } from './readRequest.ts';
import type { Reply, RequestStore } from './requestStore.ts';
import { useExamples } from './useExamples.ts';

interface ReplyPaneProps {
  connectionId: string;
  reply: Reply;
  isSending: boolean;
  onRetry: () => void;
  fill: RequestStore['fill'];
}

/** What came of the request. The reply before stays, dimmed, until the new one is there. */
export function ReplyPane({ connectionId, reply, isSending, onRetry, fill }: ReplyPaneProps): ReactNode {
  return (
    <section className="reply" aria-label="Reply" aria-busy={isSending}>
      <div className="reply-progress" data-busy={isSending} />
      <div className="reply-content" data-dimmed={isSending}>
        <Shown {...{ connectionId, reply, onRetry }} empty={<NoReply {...{ connectionId, isSending, fill }} />} />
      </div>
    </section>
  );
}

type ShownProps = Pick<ReplyPaneProps, 'connectionId' | 'reply' | 'onRetry'> & { empty: ReactNode };

function Shown({ connectionId, reply, onRetry, empty }: ShownProps): ReactNode {
  switch (reply.kind) {
    case 'none':
      return empty;
    case 'answered':
      return <Answer answer={reply.answer} />;
    case 'refused':
      return (
        <div className="reply-scroll">
          <p className="soft">Nothing was sent to the API: there was no token to send with it.</p>
          <RefusedRequest
            connectionId={connectionId}
            refused={{ kind: 'refused', purpose: 'token', refusal: reply.refusal }}
          />
        </div>
      );
    case 'failed': {
      const isForm = reply.error.code.startsWith('input.');
      return (
        <div className="reply-scroll">
          <ErrorNotice
            error={reply.error}
            title={isForm ? 'The request was not sent' : 'No reply came'}
            {...(isForm ? {} : { onRetry })}
          />
        </div>
      );
    }
  }
}

function NoReply({
  connectionId,
  isSending,
  fill,
}: Pick<ReplyPaneProps, 'connectionId' | 'isSending' | 'fill'>): ReactNode {
  const examples = useExamples(connectionId);
  if (isSending) return <Empty icon={<IconSend2 size={28} />} title="Waiting for the reply" />;
  return (
    <Empty
      icon={<IconSend2 size={28} />}
      title="No reply yet"
      actions={examples.slice(0, 4).map((example) => (
        <Button key={example.name} variant="default" onClick={() => fill(connectionId, draftOf(example))}>
          {example.name}
        </Button>
      ))}
    >
      {examples.length > 0
        ? 'Choose one of the sandbox’s requests, or enter an address of your own, and press Send.'
        : 'Enter the address of the API and press Send. The token is put in for you.'}
    </Empty>
  );
}
