import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '#contract/result.ts';
import { ProveAgain } from './ProveAgain.tsx';

interface Proving {
  /** Makes the call, and makes it again once the person has proved that the vault is theirs. Undefined: they gave up. */
  withProof: <Value>(call: () => Promise<Result<Value>>) => Promise<Result<Value> | undefined>;
  /** The question for a proof, while main asks for one. */
  proof: ReactNode;
}

/** For calls that main answers only to who has lately shown that the vault is theirs. */
export function useProof(): Proving {
  const [question, setQuestion] = useState<{ why: string; answer: (isProved: boolean) => void }>();
  const withProof: Proving['withProof'] = async (call) => {
    const result = await call();
    if (result.ok || result.error.code !== 'vault.reauthenticate') return result;
    const { message } = result.error;
    const isProved = await new Promise<boolean>((answer) => setQuestion({ why: message, answer }));
    setQuestion(undefined);
    return isProved ? withProof(call) : undefined;
  };
  return {
    withProof,
    proof: question && (
      <ProveAgain why={question.why} onProved={() => question.answer(true)} onClose={() => question.answer(false)} />
    ),
  };
}
