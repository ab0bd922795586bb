import { useState } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { draftOf, inputOf } from './draft.ts';
import type { Draft } from './draft.ts';

export type Amended = { kind: 'no' } | { kind: 'done' } | { kind: 'failed'; error: ErrorReply };

/** Changes a few fields of a stored connection; its secrets stay as they are. */
export function useAmendment(connectionId: string): {
  amended: Amended;
  amend: (change: (draft: Draft) => Partial<Draft>) => Promise<void>;
} {
  const { bench } = useStores();
  const [amended, setAmended] = useState<Amended>({ kind: 'no' });
  const amend = async (change: (draft: Draft) => Partial<Draft>): Promise<void> => {
    const found = await bench.connections.get({ id: connectionId });
    if (!found.ok) {
      setAmended({ kind: 'failed', error: found.error });
      return;
    }
    const draft = draftOf(found.value);
    const connection = inputOf({ ...draft, ...change(draft) }, {}, connectionId);
    const result = await bench.connections.save({ connection });
    setAmended(result.ok ? { kind: 'done' } : { kind: 'failed', error: result.error });
  };
  return { amended, amend };
}
