import { useEffect, useState } from 'react';
import type { ErrorReply } from '#contract/result.ts';
import type { Revealed, SecretField } from '#contract/vault.ts';
import { useStores } from '../../stores.tsx';

export type RevealState =
  | { kind: 'hidden' }
  | ({ kind: 'shown' } & Revealed)
  /** Main wants to know again whether the vault is this person's. */
  | { kind: 'proving'; why: ErrorReply }
  | { kind: 'failed'; error: ErrorReply };

interface Reveal {
  state: RevealState;
  reveal: () => Promise<void>;
  hide: () => void;
  giveUp: () => void;
}

/** Shows one secret until its time is over, and tells main as soon as it is off the screen. */
export function useReveal(secret: { connectionId: string; field: SecretField }): Reveal {
  const { bench } = useStores();
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
    const result = await bench.vault.reveal(secret);
    if (result.ok) setState({ kind: 'shown', ...result.value });
    else if (result.error.code === 'vault.reauthenticate') setState({ kind: 'proving', why: result.error });
    else setState({ kind: 'failed', error: result.error });
  };
  return { state, reveal, hide, giveUp: hide };
}
