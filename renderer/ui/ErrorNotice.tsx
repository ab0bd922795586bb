import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';

interface ErrorNoticeProps {
  error: ErrorReply;
  /** What could not be done; without it the message stands alone. */
  title?: string;
  onRetry?: () => void;
  children?: ReactNode;
}

/** Why something failed: the sentence, its code, and a way on. A cancel by the person is no failure and shows nothing. */
export function ErrorNotice({ error, title, onRetry, children }: ErrorNoticeProps): ReactNode {
  if (error.code === 'cancelled') return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      <Text size="sm" className="breakable">
        {error.message}
      </Text>
      <Group mt={6} gap="sm">
        <Text size="xs" className="mono soft">
          {error.code}
        </Text>
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </Group>
    </Alert>
  );
}

/** The sentence for one field, when the failure names it. `field` is the dotted path of the contract. */
export function fieldError(error: ErrorReply | undefined, field: string): string | undefined {
  return error?.field === field ? error.message : undefined;
}
