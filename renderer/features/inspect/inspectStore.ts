import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { Inspection } from '#contract/inspection.ts';
import type { ErrorReply } from '#contract/result.ts';

export type Reading =
  | { kind: 'empty' }
  /** Asked for the first time; later askings keep the last answer until the new one comes. */
  | { kind: 'reading' }
  | { kind: 'read'; inspection: Inspection }
  | { kind: 'failed'; error: ErrorReply };

export interface InspectState {
  text: string;
  reading: Reading;
  /** Grows with each answer, so that a view can tell one from the next. */
  answers: number;
}

export type InspectStore = StoreApi<InspectState> & {
  setText: (text: string) => void;
  /** Reads the same text again, for verdicts that change with time. */
  reread: () => void;
};

export const LONGEST_TOKEN = 1_048_576;

const TOO_LONG: ErrorReply = {
  code: 'input.too-large',
  message: 'A token of more than 1 MiB is not read. Paste the token alone.',
  field: 'token',
};

/**
 * One box's text and what main reads off it, asked at every change. At most one question is under way: what was typed meanwhile is asked when
 * it is answered, so that answers come in order and a long token does not queue up behind itself.
 */
export function createInspectStore(bench: { inspector: Pick<GrantsmithApi['inspector'], 'inspect'> }): InspectStore {
  const store = createStore<InspectState>(() => ({ text: '', reading: { kind: 'empty' }, answers: 0 }));
  let isAsking = false;
  /** Counts the wishes to read, so that one made during an answer is not lost. */
  let wishes = 0;

  const settle = (reading: Reading): void => store.setState(({ answers }) => ({ reading, answers: answers + 1 }));

  const readOnce = async (): Promise<void> => {
    const { text } = store.getState();
    const known = withoutAsking(text);
    if (known !== undefined) {
      settle(known);
      return;
    }
    const result = await bench.inspector.inspect({ token: text });
    if (store.getState().text !== text) return;
    settle(result.ok ? { kind: 'read', inspection: result.value } : { kind: 'failed', error: result.error });
  };

  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      let heard: number;
      do {
        heard = wishes;
        await readOnce();
      } while (heard !== wishes);
    } finally {
      isAsking = false;
    }
  };

  const reread = (): void => {
    wishes += 1;
    if (!isAsking) void ask();
  };

  return Object.assign(store, {
    reread,
    setText: (text: string) => {
      const { text: before, reading } = store.getState();
      if (text === before) return;
      const isFirst = reading.kind === 'empty' || reading.kind === 'failed';
      store.setState({ text, ...(isFirst ? { reading: { kind: 'reading' } } : {}) });
      reread();
    },
  });
}

function withoutAsking(text: string): Reading | undefined {
  if (text.trim() === '') return { kind: 'empty' };
  return text.length > LONGEST_TOKEN ? { kind: 'failed', error: TOO_LONG } : undefined;
}
