import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi, Input } from '#contract/api.ts';
import type { CheckUp, CheckUpProgress, CheckUpStep, CheckUpStepId } from '#contract/checkUp.ts';
import type { ErrorReply } from '#contract/result.ts';
import type { CaseSubject } from '../../caseFile/caseFileStore.ts';

/** What a case file of it is about. */
export function subjectOfCheckUp(checkUp: CheckUp): CaseSubject {
  const { connectionId, headline } = checkUp;
  return { connectionId, checkUp, findings: headline.finding === undefined ? [] : [headline.finding] };
}

export type ApiChoice = NonNullable<Input<'diagnosis.checkUp'>['api']>;

export type CheckUpRun = {
  /** Those that have ended. */
  steps: CheckUpStep[];
  /** What was to be asked of the API, for running it again. */
  api: ApiChoice | undefined;
} & (
  | { kind: 'running'; requestId: string; current?: CheckUpStepId; isEnding: boolean }
  | { kind: 'done'; checkUp: CheckUp }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: ErrorReply }
);

export interface CheckUpState {
  /** The last check-up of each connection since the vault was opened. */
  runs: Readonly<Record<string, CheckUpRun>>;
}

export type CheckUpStore = StoreApi<CheckUpState> & {
  /** Follows the steps; the answer ends that and forgets what was found, as a locked vault demands. */
  start: () => () => void;
  /** Starts a check-up unless one is under way. */
  run: (connectionId: string, api?: ApiChoice) => Promise<void>;
  cancel: (connectionId: string) => Promise<void>;
};

type Bench = {
  diagnosis: Pick<GrantsmithApi['diagnosis'], 'checkUp'>;
  tokens: Pick<GrantsmithApi['tokens'], 'cancel'>;
  on: GrantsmithApi['on'];
};

/** The check-ups of the connections. None is kept longer than the page. */
export function createCheckUpStore(bench: Bench): CheckUpStore {
  const store = createStore<CheckUpState>(() => ({ runs: {} }));
  const put = (connectionId: string, run: CheckUpRun): void =>
    store.setState(({ runs }) => ({ runs: { ...runs, [connectionId]: run } }));
  const runOf = (connectionId: string, requestId?: string): Extract<CheckUpRun, { kind: 'running' }> | undefined => {
    const run = store.getState().runs[connectionId];
    return run?.kind === 'running' && (requestId === undefined || run.requestId === requestId) ? run : undefined;
  };
  const follow = ({ connectionId, requestId, stepId, step }: CheckUpProgress): void => {
    const run = runOf(connectionId, requestId);
    if (run === undefined) return;
    if (step === undefined) put(connectionId, { ...run, current: stepId });
    else put(connectionId, { ...run, steps: [...run.steps, step] });
  };
  return Object.assign(store, {
    start: () => {
      const stop = bench.on('checkUp.changed', follow);
      return () => {
        stop();
        store.setState({ runs: {} });
      };
    },
    run: async (connectionId: string, api?: ApiChoice) => {
      if (runOf(connectionId) !== undefined) return;
      const requestId = crypto.randomUUID();
      put(connectionId, { kind: 'running', requestId, api, steps: [], isEnding: false });
      const result = await bench.diagnosis.checkUp({ connectionId, requestId, ...(api === undefined ? {} : { api }) });
      const run = runOf(connectionId, requestId);
      if (run === undefined) return;
      const { steps } = run;
      if (result.ok) put(connectionId, { kind: 'done', api, steps: result.value.steps, checkUp: result.value });
      else if (result.error.code === 'cancelled') put(connectionId, { kind: 'cancelled', api, steps });
      else put(connectionId, { kind: 'failed', api, steps, error: result.error });
    },
    cancel: async (connectionId: string) => {
      const run = runOf(connectionId);
      if (run === undefined || run.isEnding) return;
      put(connectionId, { ...run, isEnding: true });
      await bench.tokens.cancel({ requestId: run.requestId });
    },
  });
}
