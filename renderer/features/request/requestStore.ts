import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi } from '#contract/api.ts';
import type { ApiAnswer, ApiOutcome, ApiRequest, SavingProgress } from '#contract/apiRequest.ts';
import type { Events } from '#contract/events.ts';
import type { ErrorReply } from '#contract/result.ts';
import { EMPTY_REQUEST, requestOf } from './requestDraft.ts';
import type { RequestDraft } from './requestDraft.ts';
import { wholeBody } from './wholeBody.ts';

export type Reply =
  | { kind: 'none' }
  | { kind: 'answered'; answer: ApiAnswer; request: ApiRequest }
  | { kind: 'refused'; refusal: Extract<ApiOutcome, { kind: 'token-refused' }>['refusal'] }
  | { kind: 'failed'; error: ErrorReply };

/** The request that is under way. The reply before it stays until it is answered. */
export type Sending =
  | { kind: 'nothing' }
  | { kind: 'sending'; requestId: string }
  /** Main asks for the file first; `progress` begins with the body. */
  | { kind: 'saving'; requestId: string; progress?: SavingProgress };

/** The tab of one connection. */
export interface RequestPlace {
  draft: RequestDraft;
  /** The stored request that the form was filled from. */
  opened?: { id: string; name: string } | undefined;
  sending: Sending;
  reply: Reply;
  /** Grows with each reply, so that a view can tell one from the next. */
  replies: number;
}

export interface RequestState {
  places: Readonly<Record<string, RequestPlace>>;
}

export type RequestStore = StoreApi<RequestState> & {
  /** The answer forgets every form and reply, as a locked vault demands. */
  start: () => () => void;
  change: (connectionId: string, change: Partial<RequestDraft>) => void;
  /** Fills the form. */
  fill: (connectionId: string, draft: RequestDraft, opened?: RequestPlace['opened']) => void;
  /** Says which stored request the form now is. */
  setOpened: (connectionId: string, opened: RequestPlace['opened']) => void;
  send: (connectionId: string) => Promise<void>;
  /** The same, with the reply's body going to a file. */
  sendToFile: (connectionId: string) => Promise<void>;
  cancel: (connectionId: string) => Promise<void>;
};

const UNTOUCHED: RequestPlace = {
  draft: EMPTY_REQUEST,
  sending: { kind: 'nothing' },
  reply: { kind: 'none' },
  replies: 0,
};

export function placeOf({ places }: RequestState, connectionId: string): RequestPlace {
  return places[connectionId] ?? UNTOUCHED;
}

/** The form and the last reply of each connection, for as long as the vault is open. */
export function createRequestStore(
  bench: Pick<GrantsmithApi, 'requests' | 'on'>,
  newRequestId: () => string = () => crypto.randomUUID(),
): RequestStore {
  const store = createStore<RequestState>(() => ({ places: {} }));
  const current = (connectionId: string): RequestPlace => placeOf(store.getState(), connectionId);
  const put = (connectionId: string, part: Partial<RequestPlace>): void =>
    store.setState((state) => ({
      places: { ...state.places, [connectionId]: { ...placeOf(state, connectionId), ...part } },
    }));

  const cancel = async (connectionId: string): Promise<void> => {
    const { sending } = current(connectionId);
    if (sending.kind !== 'nothing') await bench.requests.cancel({ requestId: sending.requestId });
  };
  const sendAs = async (connectionId: string, kind: 'sending' | 'saving'): Promise<void> => {
    const { draft, sending: before, reply: last } = current(connectionId);
    if (before.kind !== 'nothing') return;
    const request = requestOf(draft, connectionId);
    const requestId = newRequestId();
    put(connectionId, { sending: { kind, requestId } });
    const input = { request, requestId, bodyInPieces: true };
    const isSame = last.kind === 'answered' && JSON.stringify(last.request) === JSON.stringify(request);
    const outcome =
      kind === 'sending'
        ? await bench.requests.send(input)
        : await bench.requests.sendToFile({ ...input, ...(isSame && { exchangeId: last.answer.exchange.id }) });
    const result = await wholeBody(bench, outcome);
    const { sending } = current(connectionId);
    // The vault was locked meanwhile: nothing of the reply is kept.
    if (sending.kind === 'nothing' || sending.requestId !== requestId) return;
    put(connectionId, { sending: { kind: 'nothing' } });
    if (!result.ok && result.error.code === 'cancelled') return;
    const reply: Reply = !result.ok
      ? { kind: 'failed', error: result.error }
      : result.value.kind === 'answered'
        ? { kind: 'answered', answer: result.value, request }
        : { kind: 'refused', refusal: result.value.refusal };
    put(connectionId, { reply, replies: current(connectionId).replies + 1 });
  };

  const onProgress = ({ requestId, ...progress }: Events['requests.progress']): void => {
    for (const [connectionId, { sending }] of Object.entries(store.getState().places)) {
      if (sending.kind === 'saving' && sending.requestId === requestId) {
        put(connectionId, { sending: { ...sending, progress } });
      }
    }
  };

  return Object.assign(store, {
    start: () => {
      const stop = bench.on('requests.progress', onProgress);
      return () => {
        stop();
        store.setState({ places: {} });
      };
    },
    change: (connectionId: string, change: Partial<RequestDraft>) => {
      const { draft, reply } = current(connectionId);
      // What was wrong with the form is answered by its change.
      const isAnswered = reply.kind === 'failed' && reply.error.code.startsWith('input.');
      put(connectionId, {
        draft: { ...draft, ...change },
        ...(isAnswered ? { reply: { kind: 'none' } } : {}),
      });
    },
    fill: (connectionId: string, draft: RequestDraft, opened?: RequestPlace['opened']) =>
      put(connectionId, { draft, opened }),
    setOpened: (connectionId: string, opened: RequestPlace['opened']) => put(connectionId, { opened }),
    send: (connectionId: string) => sendAs(connectionId, 'sending'),
    sendToFile: (connectionId: string) => sendAs(connectionId, 'saving'),
    cancel,
  });
}
