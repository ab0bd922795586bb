import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { SecretCopied } from '#contract/vault.ts';
import { ProveAgain } from './ProveAgain.tsx';

interface SecretCopy<Copied> {
  copied: Copied | undefined;
  error: ErrorReply | undefined;
  copy: () => void;
  /** The question for a proof, while main asks for one. */
  proof: ReactNode;
}

type State<Copied> = { kind: 'idle' } | { kind: 'copied'; copied: Copied } | { kind: 'failed'; error: ErrorReply };

/** Has main put a secret into the clipboard, and proves to it first who asks where it wants to know. The page never sees the secret. */
export function useSecretCopy<Copied extends SecretCopied>(
  ask: () => Promise<Result<Copied>>,
  onEnd: (result: Result<Copied>) => void = () => undefined,
): SecretCopy<Copied> {
  const [state, setState] = useState<State<Copied>>({ kind: 'idle' });
  const copyNow = async (): Promise<void> => {
    const result = await ask();
    setState(result.ok ? { kind: 'copied', copied: result.value } : { kind: 'failed', error: result.error });
    if (result.ok || result.error.code !== 'vault.reauthenticate') onEnd(result);
  };
  const copy = (): void => void copyNow();
  const error = state.kind === 'failed' ? state.error : undefined;
  const isAsked = error?.code === 'vault.reauthenticate';
  return {
    copied: state.kind === 'copied' ? state.copied : undefined,
    error: isAsked ? undefined : error,
    copy,
    proof: isAsked && <ProveAgain why={error.message} onProved={copy} onClose={() => setState({ kind: 'idle' })} />,
  };
}

export function copiedWords({ clearsInSeconds, keptOutOfHistory }: SecretCopied): string {
  const history = keptOutOfHistory ? '' : ' A clipboard history may keep it.';
  return `Copied. The clipboard is cleared in ${clearsInSeconds} s.${history}`;
}
