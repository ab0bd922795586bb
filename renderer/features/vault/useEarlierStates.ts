import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ErrorReply } from '#contract/result.ts';
import type { VaultGeneration } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';

type EarlierStates =
  { kind: 'reading' } | { kind: 'read'; earlier: VaultGeneration[] } | { kind: 'failed'; error: ErrorReply };

/** The states of the vault on the disk that are not in use; read anew with each save. */
export function useEarlierStates(): EarlierStates {
  const { bench, vault } = useStores();
  const revision = useStore(vault, ({ status }) => status?.revision);
  const [states, setStates] = useState<EarlierStates>({ kind: 'reading' });
  useEffect(() => {
    let isCurrent = true;
    void bench.vault.generations().then((result) => {
      if (!isCurrent) return;
      setStates(
        result.ok
          ? { kind: 'read', earlier: result.value.filter((each) => !each.current) }
          : { kind: 'failed', error: result.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [bench, revision]);
  return states;
}
