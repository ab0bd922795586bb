import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { SavedRequest } from '#contract/apiRequest.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import type { Stores } from '../../stores.tsx';

const UNDO_MS = 12_000;

function showFailure(title: string, error: ErrorReply): void {
  if (error.code !== 'cancelled') notifications.show({ color: 'red', title, message: error.message });
}

/** Deletes a stored request, and offers to store it again for a while. */
export function useRemoveSaved(connectionId: string): (saved: SavedRequest) => Promise<void> {
  const { request, savedRequests } = useStores();
  return (saved) => removeSaved({ request, savedRequests }, connectionId, saved);
}

async function removeSaved(
  { request, savedRequests }: Pick<Stores, 'request' | 'savedRequests'>,
  connectionId: string,
  saved: SavedRequest,
): Promise<void> {
  const result = await savedRequests.remove(saved.id);
  if (!result.ok) {
    showFailure('The request was not deleted', result.error);
    return;
  }
  request.setOpened(connectionId, undefined);
  const notice = `removed-${saved.id}`;
  const restore = async (): Promise<void> => {
    notifications.hide(notice);
    const stored = await savedRequests.save(saved.name, saved.request);
    if (stored.ok) request.setOpened(connectionId, { id: stored.value.id, name: saved.name });
    else showFailure('The request was not brought back', stored.error);
  };
  notifications.show({
    id: notice,
    autoClose: UNDO_MS,
    title: 'Request deleted',
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" lineClamp={2}>
          {saved.name} is gone from the vault. The form keeps it.
        </Text>
        <Button variant="default" onClick={() => void restore()}>
          Undo
        </Button>
      </Group>
    ),
  });
}
