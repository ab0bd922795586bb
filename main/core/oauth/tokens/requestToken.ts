import type { z } from 'zod';
import type { requestTokenInput, SettledOutcome } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import { askToken } from './askToken.ts';
import type { TokenAnswer, TokenQuestion } from './askToken.ts';
import { readConnection } from '../connection/connections.ts';
import { grantRequestOf, refreshRequest } from './grants.ts';
import { inTurn, share, throwIfCancelled, untilAborted } from './inFlight.ts';
import { keepAnswer } from './keepAnswer.ts';
import { readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';
import type { TokenDesk } from './tokenDesk.ts';
import { usedRefreshToken } from '../exchange/tokenOutcome.ts';
import { mayHaveArrived, noteRefresh, strikeRefresh, unansweredSince } from './unansweredRefresh.ts';

type RequestInput = z.output<typeof requestTokenInput>;

/** Of whoever waits for a request. */
export interface Waiting {
  /** Ends the waiting, and the request too unless it spends a refresh token. */
  signal?: AbortSignal | undefined;
  /** The request itself has ended, and what it led to is kept; that may be after the waiting. */
  onEnd?: (() => void) | undefined;
}

/**
 * Asks for a token by the connection's grant. It is kept, with the exchange, before it is returned: on disk where a refresh token is among
 * it, else in the vault's memory, which is saved at once. A refusal is a value. Throws `input.*`, `vault.*`, `cancelled` and what a broken
 * reply or way leads to.
 */
export async function requestToken(
  desk: TokenDesk,
  input: RequestInput,
  { signal, onEnd = () => undefined }: Waiting = {},
): Promise<SettledOutcome> {
  const connection = readConnection(desk.records, input.connectionId);
  if (connection.grant.type !== 'refresh_token') {
    const grant = await grantRequestOf(desk, connection, input.overrides);
    return settle(desk, { connection, grant, purpose: 'token', signal }).finally(onEnd);
  }
  // Its refresh token may be used up by the first byte that leaves, so a cancel ends the waiting, not the request.
  const turn = inTurn(desk.turns, connection.id, async () => {
    throwIfCancelled(signal);
    const current = readConnection(desk.records, input.connectionId);
    const grant = await grantRequestOf(desk, current, input.overrides);
    return settle(desk, { connection: current, grant, purpose: 'token' });
  });
  return untilAborted(turn.finally(onEnd), signal);
}

/**
 * Renews a stored token set in place. Callers that come while it is being renewed share its outcome, and a cancel ends the waiting, not
 * the request: its reply holds the only refresh token that is still good.
 */
export async function refreshToken(
  desk: TokenDesk,
  tokenId: string,
  { signal, onEnd = () => undefined }: Waiting = {},
): Promise<SettledOutcome> {
  const { connectionId } = readToken(desk.records, tokenId);
  const shared = share(desk.refreshing, tokenId, () =>
    inTurn(desk.turns, connectionId, async () => {
      const token = readToken(desk.records, tokenId);
      const connection = readConnection(desk.records, connectionId);
      if (token.refreshToken === undefined) throw noRefreshToken();
      return settle(desk, { connection, grant: refreshRequest(token.refreshToken), purpose: 'refresh' }, token);
    }),
  );
  return untilAborted(shared.finally(onEnd), signal);
}

function noRefreshToken(): Failure {
  return new Failure('input.missing', 'No refresh token came with this token. Ask for a new token instead.', {
    field: 'tokenId',
  });
}

async function settle(desk: TokenDesk, question: TokenQuestion, renewed?: StoredToken): Promise<SettledOutcome> {
  const used = usedRefreshToken(question.grant);
  return used === undefined
    ? keepAnswer(desk, question, await askToken(desk, question), renewed)
    : settleRefresh(desk, question, { used, renewed });
}

/** See [Note: a refresh that nobody answered]. */
async function settleRefresh(
  desk: TokenDesk,
  question: TokenQuestion,
  { used, renewed }: { used: string; renewed: StoredToken | undefined },
): Promise<SettledOutcome> {
  const { id } = question.connection;
  const unansweredAt = unansweredSince(desk.records, id, used);
  if (unansweredAt === undefined) await noteRefresh(desk, id, used);
  let answer: TokenAnswer;
  try {
    answer = await askToken(desk, question);
  } catch (error) {
    if (unansweredAt === undefined && !mayHaveArrived(error)) await strikeUnsent(desk, id, used);
    throw error;
  }
  return keepAnswer(desk, { ...question, unansweredAt }, answer, renewed);
}

/** A note that stays because the vault cannot be written only makes a later refusal's explanation more careful. */
async function strikeUnsent({ records }: TokenDesk, connectionId: string, refreshToken: string): Promise<void> {
  try {
    await records.transact((transaction) => strikeRefresh(records, transaction, connectionId, refreshToken));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}
