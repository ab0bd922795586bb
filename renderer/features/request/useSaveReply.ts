import type { ApiBody } from '#contract/apiRequest.ts';
import { useStores } from '../../stores.tsx';
import { showDone, showFailure } from '../../ui/notices.tsx';

/** Saves the reply as main has it, where the person says; undefined where main does not keep all of it. */
export function useSaveReply(kept: ApiBody['kept']): (() => void) | undefined {
  const { bench } = useStores();
  if (kept === undefined) return undefined;
  const save = async (): Promise<void> => {
    const result = await bench.requests.saveReply({ id: kept });
    if (result.ok) showDone({ words: `Saved as ${result.value.fileName}.`, forMs: 4000 });
    else showFailure('The reply was not saved', result.error);
  };
  return () => void save();
}
