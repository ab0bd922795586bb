import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorReply, Result } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';

export type Asked<Answer> =
  { kind: 'asking' } | { kind: 'answered'; answer: Answer } | { kind: 'failed'; error: ErrorReply };

/** Asks a server something that takes its time, at once and on demand; it is cancelled when nobody looks any more. */
export function useServerQuestion<Answer>(send: (requestId: string) => Promise<Result<Answer>>): {
  asked: Asked<Answer>;
  ask: () => void;
  cancel: () => void;
} {
  const { bench } = useStores();
  const [asked, setAsked] = useState<Asked<Answer>>({ kind: 'asking' });
  const current = useRef<string>(undefined);
  const question = useRef(send);
  const cancel = useCallback((): void => {
    if (current.current !== undefined) void bench.tokens.cancel({ requestId: current.current });
  }, [bench]);
  const begin = useCallback(async (): Promise<void> => {
    const requestId = crypto.randomUUID();
    current.current = requestId;
    const result = await question.current(requestId);
    if (current.current !== requestId) return;
    current.current = undefined;
    setAsked(result.ok ? { kind: 'answered', answer: result.value } : { kind: 'failed', error: result.error });
  }, []);
  useEffect(() => {
    void begin();
    return () => {
      cancel();
      current.current = undefined;
    };
  }, [begin, cancel]);
  return {
    asked,
    cancel,
    ask: () => {
      setAsked({ kind: 'asking' });
      void begin();
    },
  };
}
