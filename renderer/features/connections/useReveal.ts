import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import type { Revealed, SecretField } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';
import { useProof } from '../vault/useProof.tsx';

export type RevealState = { kind: 'hidden' } | ({ kind: 'shown' } & Revealed) | { kind: 'failed'; error: ErrorReply };

interface Reveal {
  state: RevealState;
  reveal: () => Promise<void>;
  hide: () => void;
  /** The question for a proof, while main asks for one. */
  proof: ReactNode;
}

/** Shows one secret until its time is over, and tells main as soon as it is off the screen. */
export function useReveal(secret: { connectionId: string; field: SecretField }): Reveal {
  const { bench } = useStores();
  const { withProof, proof } = useProof();
  const [state, setState] = useState<RevealState>({ kind: 'hidden' });
  const hide = (): void => setState({ kind: 'hidden' });
  const seconds = state.kind === 'shown' ? state.hidesInSeconds : undefined;
  useEffect(() => {
    if (seconds === undefined) return undefined;
    const timer = setTimeout(() => setState({ kind: 'hidden' }), seconds * 1000);
    return () => {
      clearTimeout(timer);
      void bench.vault.hide();
    };
  }, [bench, seconds]);
  const reveal = async (): Promise<void> => {
    const result = await withProof(() => bench.vault.reveal(secret));
    if (!result) hide();
    else if (result.ok) setState({ kind: 'shown', ...result.value });
    else setState({ kind: 'failed', error: result.error });
  };
  return { state, reveal, hide, proof };
}
