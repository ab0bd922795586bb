import type { GrantsmithApi } from '#contract/api.ts';
import type { Finding } from '#contract/diagnosis.ts';
import type { Exchange } from '#contract/exchange.ts';
import type { Flow } from '#contract/flow.ts';
import type { ErrorReply, Result } from '#contract/result.ts';
import type { Introspection, PlainOutcome, Token, TokenOutcome, UserInfo } from '#contract/token.ts';

export type Purpose = 'read' | 'token' | 'refresh';

/** What the right side shows of a connection. */
export type Outcome =
  | { kind: 'loading' }
  | { kind: 'none' }
  /** A token: just issued, with its exchange and what deserves a look, or read from the vault. */
  | { kind: 'issued'; token: Token; warnings: Finding[]; exchange?: Exchange | undefined; isPicked: boolean }
  /** A person has to type a code elsewhere; what comes of it arrives as an event. */
  | { kind: 'pending'; code: PendingCode }
  | { kind: 'refused'; purpose: Purpose; refusal: Refusal }
  | { kind: 'failed'; purpose: Purpose; error: ErrorReply };

export type PendingCode = Extract<TokenOutcome, { kind: 'pending' }>;

export type Refusal = Extract<TokenOutcome, { kind: 'refused' }>;

/** The request that is under way. The outcome before it stays until it is answered. */
export type Asking = { kind: 'nothing' } | { kind: 'requesting' | 'refreshing'; requestId: string };

export type InquiryName = 'introspect' | 'userinfo' | 'revoke' | 'remove';

/** What was asked about the token that is shown. */
export type Inquiry =
  | { kind: 'none' }
  | { kind: 'running'; name: InquiryName; requestId: string }
  | { kind: 'introspected'; value: Introspection }
  | { kind: 'identified'; value: UserInfo }
  | { kind: 'revoked'; value: PlainOutcome }
  /** The server may have done it all the same. */
  | { kind: 'revoke-cancelled' }
  | { kind: 'failed'; name: InquiryName; error: ErrorReply };

export type History =
  | { kind: 'loading' }
  /** Both newest first; a flow that is under way is among them. */
  | { kind: 'loaded'; exchanges: Exchange[]; flows: Flow[] }
  | { kind: 'failed'; error: ErrorReply };

/** All that the tab of one connection shows. */
export interface TokenPlace {
  outcome: Outcome;
  asking: Asking;
  inquiry: Inquiry;
  history: History;
}

export const CLOSED: TokenPlace = {
  outcome: { kind: 'loading' },
  asking: { kind: 'nothing' },
  inquiry: { kind: 'none' },
  history: { kind: 'loading' },
};

/** Absent for a cancel: then what was there before stays. */
export function outcomeOf(result: Result<TokenOutcome>, purpose: Purpose): Outcome | undefined {
  if (!result.ok)
    return result.error.code === 'cancelled' ? undefined : { kind: 'failed', purpose, error: result.error };
  const answered = result.value;
  switch (answered.kind) {
    case 'issued': {
      const { token, warnings, exchange } = answered;
      return { kind: 'issued', token, warnings, exchange, isPicked: false };
    }
    case 'refused':
      return { kind: 'refused', purpose, refusal: answered };
    case 'pending':
      return { kind: 'pending', code: answered };
  }
}

/** The connection's token that the person picked, or else its newest. */
export async function storedOutcome(
  bench: Pick<GrantsmithApi, 'tokens'>,
  connectionId: string,
  pickedId: string | undefined,
): Promise<Outcome> {
  const listed = await bench.tokens.list({ connectionId });
  if (!listed.ok) return { kind: 'failed', purpose: 'read', error: listed.error };
  const picked = listed.value.find(({ id }) => id === pickedId);
  const summary = picked ?? listed.value[0];
  if (summary === undefined) return { kind: 'none' };
  const result = await bench.tokens.get({ tokenId: summary.id });
  if (!result.ok) return { kind: 'failed', purpose: 'read', error: result.error };
  return { kind: 'issued', token: result.value, warnings: [], isPicked: picked !== undefined };
}

export async function answerOf(
  bench: Pick<GrantsmithApi, 'tokens'>,
  tokenId: string,
  { name, requestId }: Extract<Inquiry, { kind: 'running' }>,
): Promise<Inquiry> {
  const failed = (error: ErrorReply): Inquiry => {
    if (error.code !== 'cancelled') return { kind: 'failed', name, error };
    return { kind: name === 'revoke' ? 'revoke-cancelled' : 'none' };
  };
  switch (name) {
    case 'introspect': {
      const result = await bench.tokens.introspect({ tokenId, requestId });
      return result.ok ? { kind: 'introspected', value: result.value } : failed(result.error);
    }
    case 'userinfo': {
      const result = await bench.tokens.userinfo({ tokenId, requestId });
      return result.ok ? { kind: 'identified', value: result.value } : failed(result.error);
    }
    case 'revoke': {
      const result = await bench.tokens.revoke({ tokenId, requestId });
      return result.ok ? { kind: 'revoked', value: result.value } : failed(result.error);
    }
    case 'remove': {
      const result = await bench.tokens.remove({ tokenId });
      return result.ok ? { kind: 'none' } : failed(result.error);
    }
  }
}

/** Whether reading the vault again may put something else in its place: a refusal stays until the person has done something about it. */
export const isReplaceable = (outcome: Outcome): boolean =>
  outcome.kind !== 'pending' &&
  outcome.kind !== 'refused' &&
  !(outcome.kind === 'failed' && outcome.purpose !== 'read');

export const pickedIdOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'issued' && outcome.isPicked ? outcome.token.id : undefined;

export function isSameToken(before: Outcome, after: Outcome): boolean {
  if (before.kind !== 'issued' || after.kind !== 'issued') return false;
  return before.token.id === after.token.id && before.token.refreshCount === after.token.refreshCount;
}

/** The same token keeps what was learnt when it was issued, with what was changed about it since: name and automatic refresh. */
export function withStored(before: Outcome, stored: Outcome): Outcome {
  if (before.kind !== 'issued' || stored.kind !== 'issued') return before;
  return { ...before, token: stored.token };
}

export async function historyOf(bench: Pick<GrantsmithApi, 'tokens'>, connectionId: string): Promise<History> {
  const [exchanges, flows] = await Promise.all([
    bench.tokens.history({ connectionId }),
    bench.tokens.flows({ connectionId }),
  ]);
  if (!exchanges.ok) return { kind: 'failed', error: exchanges.error };
  if (!flows.ok) return { kind: 'failed', error: flows.error };
  return { kind: 'loaded', exchanges: exchanges.value, flows: flows.value };
}

/** The history with the flow as it is now. */
export function withFlow(history: History, flow: Flow): History {
  if (history.kind !== 'loaded') return history;
  const isKnown = history.flows.some(({ id }) => id === flow.id);
  const flows = isKnown ? history.flows.map((each) => (each.id === flow.id ? flow : each)) : [flow, ...history.flows];
  return { ...history, flows };
}

/** The flow that the request under way goes through, if it is one of those that need a person. */
export function flowUnderWay({ asking, outcome, history }: TokenPlace): Flow | undefined {
  if (history.kind !== 'loaded') return undefined;
  const requestId = asking.kind === 'nothing' ? outcome.kind === 'pending' && outcome.code.requestId : asking.requestId;
  return history.flows.find((flow) => flow.requestId === requestId && flow.ended === undefined);
}

/** The id of what is under way and can be cancelled. */
export function cancellableIdOf({ asking, inquiry, outcome }: TokenPlace): string | undefined {
  if (asking.kind !== 'nothing') return asking.requestId;
  if (inquiry.kind === 'running') return inquiry.requestId;
  return outcome.kind === 'pending' ? outcome.code.requestId : undefined;
}

/** The newest flow that goes on in main. */
export function runningFlow(history: History): Flow | undefined {
  return history.kind === 'loaded' ? history.flows.find(({ ended }) => ended === undefined) : undefined;
}

/** What a running flow is to a page that did not begin it: a code to be typed elsewhere, or a request under way. */
export function takenUp({ requestId, waiting }: Flow): Pick<TokenPlace, 'outcome'> | Pick<TokenPlace, 'asking'> {
  const { userCode, verificationUri, url, until: expiresAt } = waiting ?? {};
  if (userCode === undefined || verificationUri === undefined || expiresAt === undefined)
    return { asking: { kind: 'requesting', requestId } };
  const isComplete = url !== undefined && url !== verificationUri;
  const code: PendingCode = {
    ...{ kind: 'pending', userCode, verificationUri, expiresAt, requestId },
    ...(isComplete ? { verificationUriComplete: url } : {}),
  };
  return { outcome: { kind: 'pending', code } };
}
