import { Button } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { RefusedRequest } from '../token/RefusedRequest.tsx';
import { Answer } from './Answer.tsx';
import { draftOf } from './readRequest.ts';
import type { Reply, RequestStore, Sending } from './requestStore.ts';
import { SavingReply } from './SavingReply.tsx';
import { useExamples } from './useExamples.ts';

interface ReplyPaneProps {
  connectionId: string;
  reply: Reply;
  sending: Sending;
  onRetry: () => void;
  onSendToFile: () => void;
  fill: RequestStore['fill'];
}

/** What came of the request. The reply before stays, dimmed, until the new one is there. */
export function ReplyPane({ connectionId, reply, sending, onRetry, onSendToFile, fill }: ReplyPaneProps): ReactNode {
  const isSending = sending.kind !== 'nothing';
  return (
    <section className="reply" aria-label="Reply" aria-busy={isSending}>
      <div className="reply-progress" data-busy={isSending} />
      {sending.kind === 'saving' ? (
        <SavingReply progress={sending.progress} />
      ) : (
        <div className="reply-content" data-dimmed={isSending}>
          <Shown
            {...{ connectionId, reply, onRetry, onSendToFile }}
            empty={<NoReply {...{ connectionId, isSending, fill }} />}
          />
        </div>
      )}
    </section>
  );
}

type ShownProps = Pick<ReplyPaneProps, 'connectionId' | 'reply' | 'onRetry' | 'onSendToFile'> & { empty: ReactNode };

function Shown({ connectionId, reply, onRetry, onSendToFile, empty }: ShownProps): ReactNode {
  switch (reply.kind) {
    case 'none':
      return empty;
    case 'answered':
      return <Answer answer={reply.answer} onSendToFile={onSendToFile} />;
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
      const [title, retry] = failureWords(reply.error.code);
      return (
        <div className="reply-scroll">
          <ErrorNotice error={reply.error} title={title} {...(retry && { onRetry })} />
        </div>
      );
    }
  }
}

function failureWords(code: ErrorReply['code']): [title: string, canRetry: boolean] {
  if (code.startsWith('input.')) return ['The request was not sent', false];
  return code === 'vault.not-saved' ? ['The reply was not saved', false] : ['No reply came', true];
}

interface NoReplyProps extends Pick<ReplyPaneProps, 'connectionId' | 'fill'> {
  isSending: boolean;
}

function NoReply({ connectionId, isSending, fill }: NoReplyProps): ReactNode {
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
