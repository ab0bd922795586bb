import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SelfTest, SelfTestCheck } from '#contract/proof.ts';
import type { ErrorReply } from '#contract/result.ts';
import { useStores } from '../../stores.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { LevelLine } from '../../ui/LevelLine.tsx';

type State =
  | { kind: 'idle' }
  | { kind: 'running'; before: SelfTest | undefined }
  | { kind: 'done'; result: SelfTest }
  | { kind: 'failed'; error: ErrorReply };

const STATES = {
  passed: { word: 'passed', Icon: IconCircleCheck, color: 'var(--app-good)' },
  failed: { word: 'failed', Icon: IconAlertTriangle, color: 'var(--app-bad)' },
  unavailable: { word: 'not on this machine', Icon: IconCircleDashed, color: 'var(--app-text-soft)' },
} as const satisfies Record<SelfTestCheck['state'], unknown>;

/** Crypto and keyring are tried here and now, with test keys; the vault is not touched. */
export function SelfTestSection(): ReactNode {
  const { bench } = useStores();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const result = state.kind === 'done' ? state.result : state.kind === 'running' ? state.before : undefined;
  const run = async (): Promise<void> => {
    setState({ kind: 'running', before: result });
    const answer = await bench.app.selfTest();
    setState(answer.ok ? { kind: 'done', result: answer.value } : { kind: 'failed', error: answer.error });
  };
  return (
    <section aria-label="Self-test" aria-busy={state.kind === 'running'}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Text fw={600}>Self-test</Text>
          <Text size="xs" className="soft">
            Tries ciphers, key derivation and the keyring on this machine.{' '}
            <span className="mono" style={{ whiteSpace: 'nowrap' }}>
              grantsmith --self-test
            </span>{' '}
            prints the same.
          </Text>
        </div>
        <Button variant="default" miw={110} loading={state.kind === 'running'} onClick={() => void run()}>
          Run the test
        </Button>
      </Group>
      {state.kind === 'failed' && <ErrorNotice error={state.error} title="The self-test did not run" />}
      {result !== undefined && (
        <div style={{ marginTop: 8, opacity: state.kind === 'running' ? 0.5 : 1 }} role="status">
          <LevelLine level={result.passed ? 'good' : 'bad'}>
            {result.passed
              ? 'All that this machine has works as it should.'
              : 'Something failed. Do not save new secrets on this machine before you know why.'}
          </LevelLine>
          <ul className="proof-checks">
            {result.checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Check({ check: { name, state, detail } }: { check: SelfTestCheck }): ReactNode {
  const { word, Icon, color } = STATES[state];
  return (
    <li>
      <Icon size={16} aria-hidden color={color} />
      <span>{name}</span>
      <span style={{ color }}>{word}</span>
      <span className="soft breakable">{detail}</span>
    </li>
  );
}
