import { useEffect, useState } from 'react';
import type { Input } from '#contract/api.ts';
import type { ImportEntry, ImportOutlook } from '#contract/imports.ts';
import type { ErrorReply, Result } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { proposedChoices } from './conflictChoices.ts';
import type { Choices } from './conflictChoices.ts';
import { incomingEntries } from './importMapping.ts';
import type { IncomingEntry } from './importMapping.ts';

type Question = Input<'imports.preview'>;

/** While something is typed, each key asks anew: the file is looked through once it rests. */
const REST_MS = 150;

export type EntriesOutlook =
  | { kind: 'looking' }
  | { kind: 'failed'; error: ErrorReply; retry: () => void }
  | {
      kind: 'seen';
      /** The chosen entries that make a connection, with what they meet. */
      incoming: IncomingEntry[];
      choices: Choices;
      choose: (choices: Choices) => void;
    };

/** What would come of the chosen entries, and the person's choices. The question is the same object for as long as it asks the same. */
export function useEntriesOutlook(
  question: Question | undefined,
  entries: readonly ImportEntry[],
  chosen: ReadonlySet<number>,
): EntriesOutlook {
  const { result, retry } = usePreview(question);
  // Under another mapping an entry may meet another connection: no choice is carried over to what was not seen.
  const [made, setMade] = useState<{ question: Question | undefined; choices: Choices }>({ question, choices: {} });
  if (result === undefined) return { kind: 'looking' };
  if (!result.ok) return { kind: 'failed', error: result.error, retry };
  const incoming = incomingEntries(entries, chosen, result.value);
  return {
    kind: 'seen',
    incoming,
    choices: { ...proposedChoices(incoming), ...(made.question === question ? made.choices : {}) },
    choose: (choices) => setMade({ question, choices }),
  };
}

/** The answer to this very question, once there is one. */
function usePreview(question: Question | undefined): {
  result: Result<ImportOutlook> | undefined;
  retry: () => void;
} {
  const { bench } = useStores();
  const [answer, setAnswer] = useState<{ question: Question; result: Result<ImportOutlook> }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (question === undefined) return undefined;
    let isAsked = true;
    const ask = async (): Promise<void> => {
      const result = await bench.imports.preview(question);
      if (isAsked) setAnswer({ question, result });
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      isAsked = false;
      clearTimeout(timer);
    };
  }, [bench, question, attempt]);
  const retry = (): void => {
    setAnswer(undefined);
    setAttempt(attempt + 1);
  };
  return { result: answer !== undefined && answer.question === question ? answer.result : undefined, retry };
}
