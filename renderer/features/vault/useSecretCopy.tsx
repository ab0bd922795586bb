import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { SecretCopied } from '#contract/vault.ts';
import { useProof } from './useProof.tsx';

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
  const { withProof, proof } = useProof();
  const [state, setState] = useState<State<Copied>>({ kind: 'idle' });
  const copyNow = async (): Promise<void> => {
    const result = await withProof(ask);
    if (!result) setState({ kind: 'idle' });
    else setState(result.ok ? { kind: 'copied', copied: result.value } : { kind: 'failed', error: result.error });
    if (result) onEnd(result);
  };
  return {
    copied: state.kind === 'copied' ? state.copied : undefined,
    error: state.kind === 'failed' ? state.error : undefined,
    copy: () => void copyNow(),
    proof,
  };
}

export function copiedWords({ clearsInSeconds, keptOutOfHistory }: SecretCopied): string {
  const history = keptOutOfHistory ? '' : ' A clipboard history may keep it.';
  return `Copied. The clipboard is cleared in ${clearsInSeconds} s.${history}`;
}
