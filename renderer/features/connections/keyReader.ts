import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi, Input } from '#contract/api.ts';
import type { KeyInspection } from '#contract/keys.ts';
import type { ErrorReply } from '#contract/result.ts';

export type KeyReading =
  | { kind: 'nothing' }
  | { kind: 'reading' }
  | { kind: 'read'; inspection: KeyInspection }
  | { kind: 'failed'; error: ErrorReply };

export type KeyReader = StoreApi<KeyReading> & {
  /** Absent when there is nothing to read any more. The last answer stays until the next one comes. */
  read: (question: Input<'keys.inspect'> | undefined) => Promise<void>;
};

/** What main says of the key in the form. The key itself passes through here and is not kept. */
export function createKeyReader(bench: { keys: Pick<GrantsmithApi['keys'], 'inspect'> }): KeyReader {
  const store = createStore<KeyReading>(() => ({ kind: 'nothing' }));
  /** An answer that a later question has overtaken is dropped. */
  let latest: object | undefined;
  return Object.assign(store, {
    read: async (question: Input<'keys.inspect'> | undefined) => {
      const asked = {};
      latest = asked;
      if (question === undefined) {
        store.setState({ kind: 'nothing' }, true);
        return;
      }
      if (store.getState().kind === 'nothing') store.setState({ kind: 'reading' }, true);
      const result = await bench.keys.inspect(question);
      if (latest !== asked) return;
      store.setState(
        result.ok ? { kind: 'read', inspection: result.value } : { kind: 'failed', error: result.error },
        true,
      );
    },
  });
}
