import { expect, test } from 'vitest';
import type { Inspection } from '#contract/inspection.ts';
import type { Result } from '#contract/result.ts';
import { LONGEST_TOKEN, createInspectStore } from '../../../renderer/features/inspect/inspectStore.ts';

const inspectionOf = (token: string): Inspection => ({ kind: 'opaque', token, verdicts: [] });

/** A bench that answers when the test says so. */
function slowBench() {
  const asked: { token: string; answer: (result?: Result<Inspection>) => Promise<void> }[] = [];
  const inspect = ({ token }: { token: string }): Promise<Result<Inspection>> =>
    new Promise((resolve) => {
      asked.push({
        token,
        answer: async (result = { ok: true, value: inspectionOf(token) }) => {
          resolve(result);
          await new Promise(setImmediate);
        },
      });
    });
  return { asked, bench: { inspector: { inspect } } };
}

test('what was typed is asked at once, and shown when it is answered', async () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  store.setText('one');
  expect(asked.map(({ token }) => token)).toEqual(['one']);
  expect(store.getState().reading).toEqual({ kind: 'reading' });
  await asked[0]?.answer();
  expect(store.getState().reading).toEqual({ kind: 'read', inspection: inspectionOf('one') });
});

test('of what is typed meanwhile only the last is asked, and no late answer is shown', async () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  ['a', 'ab', 'abc'].forEach(store.setText);
  await asked[0]?.answer();
  expect(asked.map(({ token }) => token)).toEqual(['a', 'abc']);
  expect(store.getState().reading).toEqual({ kind: 'reading' });
  await asked[1]?.answer();
  expect(store.getState().reading).toEqual({ kind: 'read', inspection: inspectionOf('abc') });
});

test('the last answer stays while the next is asked, and goes when the box is emptied', async () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  store.setText('one');
  await asked[0]?.answer();
  store.setText('two');
  expect(store.getState().reading).toEqual({ kind: 'read', inspection: inspectionOf('one') });
  store.setText(' ');
  await asked[1]?.answer();
  expect(store.getState().reading).toEqual({ kind: 'empty' });
});

test('the same text is read again on demand', async () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  store.setText('one');
  await asked[0]?.answer();
  store.setText('one');
  expect(asked).toHaveLength(1);
  store.reread();
  await asked[1]?.answer();
  expect(asked.map(({ token }) => token)).toEqual(['one', 'one']);
  expect(store.getState().answers).toBe(2);
});

test('a failure is kept with its code', async () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  store.setText('one');
  await asked[0]?.answer({ ok: false, error: { code: 'bug', message: 'No.' } });
  expect(store.getState().reading).toEqual({ kind: 'failed', error: { code: 'bug', message: 'No.' } });
});

test('a text that is too long never leaves the page', () => {
  const { asked, bench } = slowBench();
  const store = createInspectStore(bench);
  store.setText('a'.repeat(LONGEST_TOKEN + 1));
  expect(store.getState().reading).toMatchObject({ kind: 'failed', error: { code: 'input.too-large' } });
  expect(asked).toEqual([]);
});
