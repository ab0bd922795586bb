import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { OpenedCase } from '#contract/caseFile.ts';
import type { CheckUp } from '#contract/checkUp.ts';
import type { Finding } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Result } from '#contract/result.ts';

/** What a case file is to be about, as it was on the page when the person asked for it. */
export interface CaseSubject {
  connectionId?: string | undefined;
  /** The request that failed. */
  exchange?: Exchange | undefined;
  findings: readonly Finding[];
  pasted?: string | undefined;
  /** The check-up that it is about, with its requests. */
  checkUp?: CheckUp | undefined;
}

export interface CaseFileState {
  subject: CaseSubject;
  /** The case file of somebody, as it was opened last. */
  opened?: OpenedCase | undefined;
}

export type CaseFileStore = StoreApi<CaseFileState> & {
  /** The answer forgets what was opened, as a locked vault demands. */
  start: () => () => void;
  begin: (subject: CaseSubject) => void;
  /** Lets the person choose a file in main's dialog. */
  open: () => Promise<Result<OpenedCase>>;
};

const NOTHING: CaseFileState = { subject: { findings: [] }, opened: undefined };

export function createCaseFileStore(bench: { caseFile: Pick<GrantsmithApi['caseFile'], 'open'> }): CaseFileStore {
  const store = createStore<CaseFileState>(() => NOTHING);
  return Object.assign(store, {
    start: () => () => store.setState(NOTHING),
    begin: (subject: CaseSubject) => store.setState({ subject }),
    open: async () => {
      const result = await bench.caseFile.open();
      if (result.ok) store.setState({ opened: result.value });
      return result;
    },
  });
}
