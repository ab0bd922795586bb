import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { GrantsmithApi, Input } from '#contract/api.ts';
import type { Result } from '#contract/result.ts';
import type { FlowEnd, TokenOutcome } from '#contract/token.ts';
import {
  CLOSED,
  answerOf,
  cancellableIdOf,
  historyOf,
  isReplaceable,
  isSameToken,
  outcomeOf,
  pickedIdOf,
  runningFlow,
  storedOutcome,
  takenUp,
  withFlow,
  withStored,
} from './tokenPlace.ts';
import type { Asking, InquiryName, Outcome, TokenPlace } from './tokenPlace.ts';

export interface TokenState {
  places: Readonly<Record<string, TokenPlace>>;
}

type Overrides = NonNullable<Input<'tokens.request'>['overrides']>;

export type TokenStore = StoreApi<TokenState> & {
  /** Follows main's changes; the answer ends that and forgets every token, as a locked vault demands. */
  start: () => () => void;
  /** Reads what is stored for the connection: its newest token, unless another outcome already stands there. */
  open: (connectionId: string) => Promise<void>;
  requestToken: (connectionId: string, overrides: Overrides) => Promise<void>;
  refreshToken: (connectionId: string, tokenId: string) => Promise<void>;
  cancel: (connectionId: string) => Promise<void>;
  showToken: (connectionId: string, tokenId: string) => Promise<void>;
  inquire: (connectionId: string, tokenId: string, name: InquiryName) => Promise<void>;
};

export function placeOf({ places }: TokenState, connectionId: string): TokenPlace {
  return places[connectionId] ?? CLOSED;
}

export function createTokenStore(
  bench: Pick<GrantsmithApi, 'tokens' | 'on'>,
  newRequestId: () => string = () => crypto.randomUUID(),
): TokenStore {
  const store = createStore<TokenState>(() => ({ places: {} }));
  /** The last reading of each connection: an answer that something newer has overtaken is dropped. */
  const readings = new Map<string, object>();
  /** Requests that an earlier page began: nobody here waits for their answer, so their end is taken from the event. */
  const adopted = new Set<string>();
  const over = new Set<string>();
  const current = (connectionId: string): TokenPlace => placeOf(store.getState(), connectionId);
  const isOpen = (connectionId: string): boolean => connectionId in store.getState().places;
  const change = (connectionId: string, part: Partial<TokenPlace>): void =>
    store.setState(({ places }) => ({
      places: { ...places, [connectionId]: { ...(places[connectionId] ?? CLOSED), ...part } },
    }));
  const showOutcome = (connectionId: string, outcome: Outcome): void => {
    readings.delete(connectionId);
    change(connectionId, { outcome, inquiry: { kind: 'none' } });
  };

  const readHistory = async (connectionId: string): Promise<void> => {
    const history = await historyOf(bench, connectionId);
    if (!isOpen(connectionId)) return;
    change(connectionId, { history });
    const flow = runningFlow(history);
    const { asking, outcome } = current(connectionId);
    if (!flow || over.has(flow.requestId) || asking.kind !== 'nothing' || outcome.kind === 'pending') return;
    adopted.add(flow.requestId);
    const taken = takenUp(flow);
    if ('outcome' in taken) showOutcome(connectionId, taken.outcome);
    else change(connectionId, taken);
  };

  /** Shows the picked token or the newest, unless something newer happens while it is read. */
  const readToken = async (connectionId: string, pickedId: string | undefined): Promise<void> => {
    const reading = {};
    readings.set(connectionId, reading);
    const outcome = await storedOutcome(bench, connectionId, pickedId);
    if (readings.get(connectionId) !== reading || !isOpen(connectionId)) return;
    // The same token again keeps what was learnt when it was issued, and what was asked about it since.
    const before = current(connectionId).outcome;
    if (!isSameToken(before, outcome)) showOutcome(connectionId, outcome);
    else change(connectionId, { outcome: withStored(before, outcome) });
  };

  const reload = async (connectionId: string): Promise<void> => {
    const { outcome, asking } = current(connectionId);
    const isReadable = asking.kind === 'nothing' && isReplaceable(outcome);
    await Promise.all([
      readHistory(connectionId),
      isReadable ? readToken(connectionId, pickedIdOf(outcome)) : undefined,
    ]);
  };

  /** What comes of a code that was typed elsewhere; any other flow is answered to the request itself. */
  const takeEnd = async (end: FlowEnd): Promise<void> => {
    const { connectionId, requestId } = end;
    over.add(requestId);
    const { outcome } = current(connectionId);
    const isPending = outcome.kind === 'pending' && outcome.code.requestId === requestId;
    const isAdopted = adopted.delete(requestId);
    if (!isPending && !isAdopted) return;
    if (isAdopted) change(connectionId, { asking: { kind: 'nothing' } });
    const next = outcomeOf(
      'outcome' in end ? { ok: true, value: end.outcome } : { ok: false, error: end.error },
      'token',
    );
    showOutcome(connectionId, next ?? { kind: 'loading' });
    if (next === undefined) await reload(connectionId);
  };

  const ask = async (
    connectionId: string,
    kind: 'requesting' | 'refreshing',
    send: (requestId: string) => Promise<Result<TokenOutcome>>,
  ): Promise<void> => {
    if (current(connectionId).asking.kind !== 'nothing') return;
    const asking: Asking = { kind, requestId: newRequestId() };
    readings.delete(connectionId);
    change(connectionId, { asking });
    const result = await send(asking.requestId);
    if (current(connectionId).asking !== asking) return;
    change(connectionId, { asking: { kind: 'nothing' } });
    const outcome = outcomeOf(result, kind === 'requesting' ? 'token' : 'refresh');
    if (outcome !== undefined) showOutcome(connectionId, outcome);
    else await reload(connectionId);
  };

  return Object.assign(store, {
    start: () => {
      const stops = [
        bench.on('tokens.changed', ({ connectionId }) => {
          if (isOpen(connectionId)) void reload(connectionId);
        }),
        bench.on('flow.changed', (flow) => {
          const { connectionId } = flow;
          if (isOpen(connectionId)) change(connectionId, { history: withFlow(current(connectionId).history, flow) });
        }),
        bench.on('flow.ended', (end) => void takeEnd(end)),
      ];
      return () => {
        stops.forEach((stop) => stop());
        store.setState({ places: {} });
      };
    },
    open: async (connectionId: string) => {
      change(connectionId, {});
      await reload(connectionId);
    },
    requestToken: (connectionId: string, overrides: Overrides) =>
      ask(connectionId, 'requesting', (requestId) => bench.tokens.request({ connectionId, requestId, overrides })),
    refreshToken: (connectionId: string, tokenId: string) =>
      ask(connectionId, 'refreshing', (requestId) => bench.tokens.refresh({ tokenId, requestId })),
    cancel: async (connectionId: string) => {
      const requestId = cancellableIdOf(current(connectionId));
      if (requestId !== undefined) await bench.tokens.cancel({ requestId });
    },
    showToken: readToken,
    inquire: async (connectionId: string, tokenId: string, name: InquiryName) => {
      if (current(connectionId).inquiry.kind === 'running') return;
      const running = { kind: 'running', name, requestId: newRequestId() } as const;
      change(connectionId, { inquiry: running });
      const inquiry = await answerOf(bench, tokenId, running);
      if (current(connectionId).inquiry === running) change(connectionId, { inquiry });
    },
  });
}
