import { expect, test } from 'vitest';
import type { KeyInspection } from '#contract/keys.ts';
import type { Result } from '#contract/result.ts';
import { createKeyReader } from '../../../renderer/features/connections/keyReader.ts';

const inspectionOf = (kind: string): KeyInspection => ({
  needsPassphrase: false,
  hasPrivateKey: true,
  kind,
  algorithms: [],
  chainLength: 0,
  findings: [],
  importSteps: [],
});

test('a slow answer about an earlier key never stands for a later one', async () => {
  const answers = new Map<string, (result: Result<KeyInspection>) => void>();
  const reader = createKeyReader({
    keys: { inspect: ({ text = '' }) => new Promise((resolve) => answers.set(text, resolve)) },
  });
  const first = reader.read({ text: 'first' });
  const second = reader.read({ text: 'second' });
  answers.get('second')?.({ ok: true, value: inspectionOf('second') });
  await second;
  answers.get('first')?.({ ok: true, value: inspectionOf('first') });
  await first;
  expect(reader.getState()).toEqual({ kind: 'read', inspection: inspectionOf('second') });
});

test('an emptied field forgets the key, whatever is answered after that', async () => {
  let answer: (result: Result<KeyInspection>) => void = () => undefined;
  const reader = createKeyReader({ keys: { inspect: () => new Promise((resolve) => (answer = resolve)) } });
  const asked = reader.read({ text: 'key' });
  await reader.read(undefined);
  answer({ ok: true, value: inspectionOf('late') });
  await asked;
  expect(reader.getState()).toEqual({ kind: 'nothing' });
});
