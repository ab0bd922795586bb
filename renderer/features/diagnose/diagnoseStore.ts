import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { Diagnosis } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { CaseSubject } from '../caseFile/caseFileStore.ts';

export type DiagnosisReading =
  | { kind: 'empty' }
  /** Asked for the first time; later askings keep the last answer until the new one comes. */
  | { kind: 'reading' }
  | { kind: 'read'; diagnosis: Diagnosis }
  | { kind: 'failed'; error: ErrorReply };

export interface DiagnosePlace {
  /** What was pasted. */
  text: string;
  /** The recorded exchange that is looked at instead of a text. */
  exchange?: Exchange | undefined;
  reading: DiagnosisReading;
  /** What stands beside the box: the answer to what is in it, or the check-up of the connection. */
  shows: 'answer' | 'checkUp';
  /** What failed last on this connection, newest first; absent until it is read. */
  failures?: Exchange[];
  failuresError?: ErrorReply | undefined;
}

export interface DiagnoseState {
  places: Readonly<Record<string, DiagnosePlace>>;
}

export type DiagnoseStore = StoreApi<DiagnoseState> & {
  /** The answer forgets all that was pasted, as a locked vault demands. */
  start: () => () => void;
  setText: (placeId: string, text: string) => void;
  openExchange: (placeId: string, exchange: Exchange) => void;
  showCheckUp: (placeId: string) => void;
  readFailures: (connectionId: string) => Promise<void>;
};

/** The place that belongs to no connection. */
export const ALONE = '';
export const LONGEST_TEXT = 5_000_000;
const MOST_FAILURES = 8;

const UNTOUCHED: DiagnosePlace = { text: '', reading: { kind: 'empty' }, shows: 'answer' };
const TOO_LONG: ErrorReply = {
  code: 'input.too-large',
  message: 'More than 5 MB are not read. Paste the part around the failure.',
  field: 'text',
};

export const diagnosePlaceOf = ({ places }: DiagnoseState, placeId: string): DiagnosePlace =>
  places[placeId] ?? UNTOUCHED;

/** What a case file of this place is about. */
export function subjectOfPlace(placeId: string, { text, exchange, reading }: DiagnosePlace): CaseSubject {
  return {
    connectionId: placeId === ALONE ? undefined : placeId,
    exchange,
    findings: reading.kind === 'read' ? reading.diagnosis.findings : [],
    pasted: text,
  };
}

const hasFailed = ({ failure, response }: Exchange): boolean =>
  failure !== undefined ? failure.code !== 'cancelled' : (response?.status ?? 0) >= 400;

type Bench = {
  diagnosis: Pick<GrantsmithApi['diagnosis'], 'analyze'>;
  tokens: Pick<GrantsmithApi['tokens'], 'history'>;
  requests: Pick<GrantsmithApi['requests'], 'history'>;
};

/** What is looked at in each place, and what main makes of it. Nothing of it is kept longer than the page. */
export function createDiagnoseStore(bench: Bench): DiagnoseStore {
  const store = createStore<DiagnoseState>(() => ({ places: {} }));
  /** At most one question a place is under way; what changed meanwhile is asked when it is answered. */
  const asking = new Set<string>();
  const current = (placeId: string): DiagnosePlace => diagnosePlaceOf(store.getState(), placeId);
  const change = (placeId: string, part: Partial<DiagnosePlace>): void =>
    store.setState(({ places }) => ({
      places: { ...places, [placeId]: { ...(places[placeId] ?? UNTOUCHED), ...part } },
    }));

  const ask = ({ text, exchange }: DiagnosePlace): Promise<Result<Diagnosis>> =>
    bench.diagnosis.analyze(exchange === undefined ? { text } : { exchangeId: exchange.id });

  const analyze = async (placeId: string): Promise<void> => {
    if (asking.has(placeId)) return;
    asking.add(placeId);
    try {
      for (;;) {
        const asked = current(placeId);
        const known = withoutAsking(asked);
        const result = known === undefined ? await ask(asked) : undefined;
        const now = current(placeId);
        if (now.text !== asked.text || now.exchange !== asked.exchange) continue;
        if (known !== undefined) change(placeId, { reading: known });
        else if (result !== undefined) change(placeId, { reading: readingOf(result) });
        return;
      }
    } finally {
      asking.delete(placeId);
    }
  };

  const look = (placeId: string, part: Pick<DiagnosePlace, 'text' | 'exchange'>): void => {
    const { reading } = current(placeId);
    const isFirst = reading.kind === 'empty' || reading.kind === 'failed';
    change(placeId, { ...part, shows: 'answer', ...(isFirst ? { reading: { kind: 'reading' } } : {}) });
    void analyze(placeId);
  };

  return Object.assign(store, {
    start: () => () => store.setState({ places: {} }),
    setText: (placeId: string, text: string) => look(placeId, { text, exchange: undefined }),
    openExchange: (placeId: string, exchange: Exchange) => look(placeId, { text: '', exchange }),
    showCheckUp: (placeId: string) => change(placeId, { shows: 'checkUp' }),
    readFailures: async (connectionId: string) => {
      const [tokens, calls] = await Promise.all([
        bench.tokens.history({ connectionId }),
        bench.requests.history({ connectionId }),
      ]);
      const failed = [tokens, calls].find((result) => !result.ok);
      if (failed?.ok === false) {
        change(connectionId, { failuresError: failed.error });
        return;
      }
      const exchanges = [...(tokens.ok ? tokens.value : []), ...(calls.ok ? calls.value : [])].filter(hasFailed);
      const failures = exchanges.sort((a, b) => b.startedAt - a.startedAt).slice(0, MOST_FAILURES);
      change(connectionId, { failures, failuresError: undefined });
    },
  });
}

const readingOf = (result: Result<Diagnosis>): DiagnosisReading =>
  result.ok ? { kind: 'read', diagnosis: result.value } : { kind: 'failed', error: result.error };

function withoutAsking({ text, exchange }: DiagnosePlace): DiagnosisReading | undefined {
  if (exchange !== undefined) return undefined;
  if (text.trim() === '') return { kind: 'empty' };
  return text.length > LONGEST_TEXT ? { kind: 'failed', error: TOO_LONG } : undefined;
}
