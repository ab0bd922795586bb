import { notifications } from '@mantine/notifications';
import type { Input } from '#contract/api.ts';
import { useStores } from '../../stores.tsx';

/** Saves the recorded exchanges, or one of them, where the person says in main's dialog. */
export function useSaveHar(what: Input<'tokens.saveHar'>): () => Promise<void> {
  const { bench } = useStores();
  return async () => {
    const result = await bench.tokens.saveHar(what);
    if (result.ok)
      notifications.show({ message: `Saved as ${result.value.fileName}, secrets masked.`, autoClose: 4000 });
    else if (result.error.code !== 'cancelled') {
      notifications.show({ color: 'red', title: 'Not saved', message: result.error.message });
    }
  };
}
