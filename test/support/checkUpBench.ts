import { expect } from 'vitest';
import type { CheckUp, CheckUpProgress, CheckUpStep, CheckUpStepId } from '#contract/checkUp.ts';
import { checkUpInput } from '#contract/checkUp.ts';
import type { ConnectionInput } from '#contract/connection.ts';
import { checkUp } from '../../main/core/diagnosis/checkUp/checkUp.ts';
import type { SendHttp } from '../../main/core/http.ts';
import { withinLimits } from '../../main/core/oauth/connection/limits.ts';
import { readKey } from './readKey.ts';
import { createRequestBench } from './requestBench.ts';
import type { RequestBench } from './requestBench.ts';

interface Options {
  api?: { method?: 'GET' | 'HEAD' | 'OPTIONS'; path?: string };
  signal?: AbortSignal;
  onProgress?: (progress: Pick<CheckUpProgress, 'stepId' | 'step'>) => void;
}

export interface CheckUpBench extends RequestBench {
  /** Saves a connection and checks it up. */
  run: (input: Partial<ConnectionInput>, options?: Options) => Promise<CheckUp>;
  runOn: (connectionId: string, options?: Options) => Promise<CheckUp>;
}

/** Check-ups with the real network, each of which must leave the records as they were. */
export function createCheckUpBench(): CheckUpBench {
  const bench = createRequestBench();
  const { desk, records } = bench;
  const stored = (): string => {
    const types = ['connection', 'token', 'request', 'history'];
    return JSON.stringify(types.flatMap((type) => records.entries(type).map(({ id }) => [id, records.read(id)])));
  };
  const runOn: CheckUpBench['runOn'] = async (connectionId, options = {}) => {
    const { api, signal = new AbortController().signal, onProgress = () => undefined } = options;
    const before = stored();
    const sendHttp: SendHttp = withinLimits(desk.sendHttp, records, desk.now);
    const question = checkUpInput.parse({ connectionId, ...(api && { api }) });
    const result = await checkUp({ ...desk, sendHttp, readKey, onProgress }, question, signal);
    expect(stored()).toBe(before);
    return result;
  };
  return { ...bench, runOn, run: async (input, options) => runOn(await bench.saveConnection(input), options) };
}

export const stepOf = ({ steps }: CheckUp, id: CheckUpStepId): CheckUpStep => {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`there is no step ${id}`);
  return step;
};
/** Of all steps, in their order. */
export const verdicts = ({ steps }: CheckUp): string => steps.map(({ id, verdict }) => `${id} ${verdict}`).join(', ');
/** What a step saw under a name. */
export const seen = (step: CheckUpStep, name: string): string | undefined =>
  step.seen.find(({ where }) => where === name)?.quote;
