import { describe, expect, it } from 'vitest';
import type { CheckUp, CheckUpStep } from '#contract/checkUp.ts';
import type { Events } from '#contract/events.ts';
import type { Result } from '#contract/result.ts';
import { createCheckUpStore } from '../../../renderer/features/diagnose/checkUp/checkUpStore.ts';
import type { CheckUpRun } from '../../../renderer/features/diagnose/checkUp/checkUpStore.ts';
import { checkUpText } from '../../../renderer/features/diagnose/checkUp/checkUpWords.ts';
import { deferred, failure } from './tokenBench.ts';

const CONNECTION = 'connection-1';

const step: CheckUpStep = {
  id: 'network',
  verdict: 'bad',
  sentence: 'The name does not exist.',
  seen: [{ where: 'host', quote: 'idcs-1.example.com' }],
  findings: [
    {
      cause: 'network.dns',
      title: 'The host name cannot be resolved',
      confidence: 0.9,
      level: 'bad',
      evidence: [],
      explanation: 'No address is known for this name.',
      fix: [{ text: 'Copy it again.', consolePath: 'Overview → Domain URL' }],
    },
  ],
  exchanges: [],
  durationMs: 1250,
};

const CHECK_UP: CheckUp = {
  connectionId: CONNECTION,
  connectionName: 'PROD',
  startedAt: Date.UTC(2026, 0, 1, 12),
  durationMs: 1300,
  verdict: 'bad',
  headline: { stepId: 'network', sentence: 'The host name cannot be resolved' },
  steps: [
    step,
    {
      ...step,
      id: 'tls',
      verdict: 'skipped',
      sentence: 'Not checked, because the host was not reached.',
      seen: [],
      findings: [],
    },
  ],
  requests: 1,
};

/** A bridge whose check-up answers when the test says so. */
function fakeBench() {
  let listen: ((data: Events['checkUp.changed']) => void) | undefined;
  const reply = deferred<Result<CheckUp>>();
  const asked: object[] = [];
  const cancelled: string[] = [];
  const store = createCheckUpStore({
    diagnosis: {
      checkUp: (input) => {
        asked.push(input);
        return reply.promise;
      },
    },
    tokens: {
      cancel: ({ requestId }) => {
        cancelled.push(requestId);
        return Promise.resolve({ ok: true, value: { cancelled: true } });
      },
    },
    on: (event, listener) => {
      if (event === 'checkUp.changed') listen = (data) => void Reflect.apply(listener, undefined, [data]);
      return () => {
        listen = undefined;
      };
    },
  });
  const run = (): CheckUpRun | undefined => store.getState().runs[CONNECTION];
  const tell = (data: Omit<Events['checkUp.changed'], 'connectionId' | 'requestId'>, requestId?: string): void => {
    const current = run();
    const id = requestId ?? (current?.kind === 'running' ? current.requestId : '');
    listen?.({ connectionId: CONNECTION, requestId: id, ...data });
  };
  return { store, reply, asked, cancelled, run, tell };
}

describe('a check-up of the page', () => {
  it('shows each step as it begins and ends, and only those of its own request', async () => {
    const { store, reply, run, tell } = fakeBench();
    const stop = store.start();
    const running = store.run(CONNECTION, { path: '/users' });
    expect(run()).toMatchObject({ kind: 'running', steps: [], api: { path: '/users' } });
    tell({ stepId: 'network' });
    tell({ stepId: 'network', step });
    tell({ stepId: 'tls', step: { ...step, id: 'tls' } }, 'another request');
    expect(run()).toMatchObject({ current: 'network', steps: [step] });
    reply.resolve({ ok: true, value: CHECK_UP });
    await running;
    expect(run()).toMatchObject({ kind: 'done', checkUp: CHECK_UP, api: { path: '/users' } });
    stop();
    expect(run()).toBeUndefined();
  });

  it('is not started twice at once', () => {
    const { store, asked } = fakeBench();
    void store.run(CONNECTION);
    void store.run(CONNECTION);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['cancelled', { kind: 'cancelled', steps: [step] }],
    ['vault.locked', { kind: 'failed', steps: [step], error: { code: 'vault.locked' } }],
  ] as const)('that ends with %s keeps what was found until then', async (code, shown) => {
    const { store, reply, cancelled, run, tell } = fakeBench();
    store.start();
    const running = store.run(CONNECTION);
    tell({ stepId: 'network', step });
    await Promise.all([store.cancel(CONNECTION), store.cancel(CONNECTION)]);
    expect(cancelled).toHaveLength(1);
    expect(run()).toMatchObject({ kind: 'running', isEnding: true });
    reply.resolve(failure(code));
    await running;
    expect(run()).toMatchObject(shown);
  });

  it('is copied as a text that says all of it in order', () => {
    expect(checkUpText(CHECK_UP)).toBe(`Check-up of “PROD”, 2026-01-01T12:00:00.000Z
1 request in 1.30 s

The host name cannot be resolved (Network)

1. Network: Problem, 1.25 s
   The name does not exist.
   host: idcs-1.example.com
   - Problem: The host name cannot be resolved [network.dns]
     No address is known for this name.
     What to do: Copy it again. Overview → Domain URL

2. TLS and certificate: Not checked
   Not checked, because the host was not reached.
`);
  });
});
