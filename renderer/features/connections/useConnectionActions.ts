import { showFailure, showUndo } from '../../ui/notices.tsx';
import { useStores } from '../../stores.tsx';
import type { Stores } from '../../stores.tsx';

/** What can be done with a whole connection from menus and the palette. */
export function useConnectionActions() {
  const { bench, navigation } = useStores();
  return actionsOf(bench, navigation);
}

function actionsOf(bench: Stores['bench'], navigation: Stores['navigation']) {
  const restore = async (id: string): Promise<void> => {
    const result = await bench.connections.restore({ id });
    if (result.ok) navigation.openConnection(result.value.id);
    else showFailure('The connection was not brought back', result.error);
  };
  return {
    openConsole: async (domainUrl: string): Promise<void> => {
      const result = await bench.connections.openConsole({ domainUrl });
      if (!result.ok) showFailure('The console was not opened', result.error);
    },
    duplicate: async (id: string): Promise<void> => {
      const result = await bench.connections.duplicate({ id });
      if (result.ok) navigation.go({ kind: 'edit', connectionId: result.value.id });
      else showFailure('The connection was not duplicated', result.error);
    },
    remove: async (id: string, name: string): Promise<void> => {
      const result = await bench.connections.remove({ id });
      if (!result.ok) {
        showFailure('The connection was not deleted', result.error);
        return;
      }
      navigation.go({ kind: 'start' });
      showUndo({
        title: 'Connection deleted',
        words: `${name} and its tokens are gone from the vault.`,
        undo: () => restore(id),
      });
    },
  };
}
