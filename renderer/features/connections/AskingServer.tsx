import { Button, Group, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import type { Asked } from './useServerQuestion.ts';

interface AskingServerProps<Answer> {
  asked: Asked<Answer>;
  /** What is going on, and what could not be done. */
  words: { asking: string; failed: string; cancelled: string };
  onAsk: () => void;
  onCancel: () => void;
  /** What is known so far. */
  progress?: ReactNode;
  children: (answer: Answer) => ReactNode;
}

/** A question to a server with its waiting, its cancel and its failing state. */
export function AskingServer<Answer>(props: AskingServerProps<Answer>): ReactNode {
  const { asked, words, onAsk, onCancel, progress, children } = props;
  switch (asked.kind) {
    case 'asking':
      return (
        <>
          <Group gap="sm" mih={progress === undefined ? 120 : 48} justify="center">
            <Loader size={18} aria-hidden />
            <Text size="sm" role="status">
              {words.asking}
            </Text>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
          {progress}
        </>
      );
    case 'failed':
      return <Failed error={asked.error} words={words} onAsk={onAsk} />;
    case 'answered':
      return children(asked.answer);
  }
}

function Failed({
  error,
  words,
  onAsk,
}: Pick<AskingServerProps<never>, 'words' | 'onAsk'> & { error: ErrorReply }): ReactNode {
  if (error.code !== 'cancelled') return <ErrorNotice error={error} title={words.failed} onRetry={onAsk} />;
  return (
    <Group gap="sm" mih={120} justify="center">
      <Text size="sm">{words.cancelled}</Text>
      <Button variant="default" onClick={onAsk}>
        Ask again
      </Button>
    </Group>
  );
}
