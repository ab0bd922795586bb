import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { PasteReading } from '#contract/paste.ts';
import type { ErrorReply } from '#contract/result.ts';

export interface Pasted {
  text: string;
  /** What stands in the box for a text that is too long to be shown, or for a file. */
  name?: string | undefined;
}

export interface PasteState {
  pasted: Pasted;
  reading:
    | { kind: 'empty' }
    | { kind: 'reading' }
    | { kind: 'read'; value: PasteReading }
    | { kind: 'failed'; error: ErrorReply };
}

export type PasteReader = StoreApi<PasteState> & {
  set: (pasted: Pasted) => void;
};

export const LONGEST_PASTE = 5_000_000;
const TOO_LONG: ErrorReply = {
  code: 'input.too-large',
  message: 'More than 5 MB are not read. Paste the part that matters.',
};

/** The text of the box and what main recognised in it. An answer that a later text has overtaken is dropped. */
export function createPasteReader(bench: { paste: Pick<GrantsmithApi['paste'], 'recognize' | 'forget'> }): PasteReader {
  const store = createStore<PasteState>(() => ({ pasted: { text: '' }, reading: { kind: 'empty' } }));
  const read = async (pasted: Pasted): Promise<void> => {
    const result = await bench.paste.recognize({ text: pasted.text });
    if (store.getState().pasted !== pasted) return;
    store.setState({
      reading: result.ok ? { kind: 'read', value: result.value } : { kind: 'failed', error: result.error },
    });
  };
  return Object.assign(store, {
    set: (pasted: Pasted) => {
      if (pasted.text.trim() === '') {
        store.setState({ pasted, reading: { kind: 'empty' } });
        void bench.paste.forget();
      } else if (pasted.text.length > LONGEST_PASTE)
        store.setState({ pasted, reading: { kind: 'failed', error: TOO_LONG } });
      else {
        // The last answer stays until the next one comes, so that nothing jumps while somebody types.
        const isFirst = store.getState().reading.kind !== 'read';
        store.setState({ pasted, ...(isFirst ? { reading: { kind: 'reading' } } : {}) });
        void read(pasted);
      }
    },
  });
}
