import type { SavedRequest } from '#contract/apiRequest.ts';
import { showFailure, showUndo } from '../../ui/notices.tsx';
import { useStores } from '../../stores.tsx';
import type { Stores } from '../../stores.tsx';

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
  const restore = async (): Promise<void> => {
    const stored = await savedRequests.save(saved.name, saved.request);
    if (stored.ok) request.setOpened(connectionId, { id: stored.value.id, name: saved.name });
    else showFailure('The request was not brought back', stored.error);
  };
  showUndo({
    title: 'Request deleted',
    words: `${saved.name} is gone from the vault. The form keeps it.`,
    undo: restore,
  });
}
