import type { Input } from '#contract/api.ts';
import { useStores } from '../../stores.tsx';
import { showDone, showFailure } from '../../ui/notices.tsx';

/** Saves the recorded exchanges, or one of them, where the person says in main's dialog. */
export function useSaveHar(what: Input<'tokens.saveHar'>): () => Promise<void> {
  const { bench } = useStores();
  return async () => {
    const result = await bench.tokens.saveHar(what);
    if (result.ok) showDone({ words: `Saved as ${result.value.fileName}, secrets masked.`, forMs: 4000 });
    else showFailure('Not saved', result.error);
  };
}
