import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import type { Stores } from '../../stores.tsx';

const UNDO_MS = 12_000;

function showFailure(title: string, error: ErrorReply): void {
  if (error.code !== 'cancelled') notifications.show({ color: 'red', title, message: error.message });
}

/** What can be done with a whole connection from menus and the palette. */
export function useConnectionActions() {
  const { bench, navigation } = useStores();
  return actionsOf(bench, navigation);
}

function actionsOf(bench: Stores['bench'], navigation: Stores['navigation']) {
  const restore = async (id: string, notice: string): Promise<void> => {
    const result = await bench.connections.restore({ id });
    notifications.hide(notice);
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
      const notice = `removed-${id}`;
      notifications.show({
        id: notice,
        autoClose: UNDO_MS,
        title: 'Connection deleted',
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" lineClamp={2}>
              {name} and its tokens are gone from the vault.
            </Text>
            <Button variant="default" onClick={() => void restore(id, notice)}>
              Undo
            </Button>
          </Group>
        ),
      });
    },
  };
}
