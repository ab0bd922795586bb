import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ErrorReply } from '#contract/result.ts';

const UNDO_MS = 12_000;

/** Tells of a failure that has no place of its own on the page. A cancel by the person is none. */
export function showFailure(title: string, error: ErrorReply): void {
  if (error.code !== 'cancelled') notifications.show({ color: 'red', title, message: error.message });
}

interface Done {
  title?: string;
  words: string;
  /** Milliseconds that it stays: long enough to be read. */
  forMs: number;
}

/** Tells that something was done of which the page shows nothing. */
export function showDone({ title, words, forMs }: Done): void {
  notifications.show({ title, message: words, autoClose: forMs });
}

interface Undoable {
  title: string;
  words: string;
  /** The notice goes as soon as it is done. */
  undo: () => Promise<void>;
}

/** Tells that something is gone, and offers to bring it back for a while. */
export function showUndo({ title, words, undo }: Undoable): void {
  const id = crypto.randomUUID();
  const takeBack = async (): Promise<void> => {
    await undo();
    notifications.hide(id);
  };
  notifications.show({
    id,
    autoClose: UNDO_MS,
    title,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" lineClamp={2}>
          {words}
        </Text>
        <Button variant="default" flex="none" onClick={() => void takeBack()}>
          Undo
        </Button>
      </Group>
    ),
  });
}
