import type { z } from 'zod';
import type { requestTokenInput, TokenOutcome } from '#contract/token.ts';
import { warnAboutIssued } from '../diagnosis/issued.ts';
import { Failure } from '../failure.ts';
import { compact } from '../json.ts';
import type { Transaction } from '../records.ts';
import { askToken } from './askToken.ts';
import type { TokenAnswer, TokenQuestion } from './askToken.ts';
import { hasConnection, readConnection } from './connections.ts';
import { grantRequestOf, refreshRequest } from './grants.ts';
import { addToHistory } from './history.ts';
import { inTurn, share, throwIfCancelled, untilAborted } from './inFlight.ts';
import { issuedContext, refusedOutcome, usedRefreshToken } from './tokenOutcome.ts';
import { replaceRefreshToken } from './rotation.ts';
import { addToken, presentToken, putToken, readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';
import type { TokenDesk } from './tokenDesk.ts';
import { expiryOf } from './tokenReply.ts';
import type { IssuedTokens } from './tokenReply.ts';

type RequestInput = z.output<typeof requestTokenInput>;

/**
 * Asks for a token by the connection's grant. The token is on disk, with the exchange, before it is returned.
 * A refusal is a value. Throws `input.*`, `vault.*`, `cancelled` and what a broken reply or way leads to.
 */
export async function requestToken(desk: TokenDesk, input: RequestInput, signal?: AbortSignal): Promise<TokenOutcome> {
  const connection = readConnection(desk.records, input.connectionId);
  if (connection.grant.type !== 'refresh_token') {
    const grant = await grantRequestOf(desk, connection, input.overrides);
    return settle(desk, { connection, grant, purpose: 'token', signal });
  }
  // Its refresh token may be used up by the first byte that leaves, so a cancel ends the waiting, not the request.
  const turn = inTurn(desk.turns, connection.id, async () => {
    throwIfCancelled(signal);
    const current = readConnection(desk.records, input.connectionId);
    const grant = await grantRequestOf(desk, current, input.overrides);
    return settle(desk, { connection: current, grant, purpose: 'token' });
  });
  return untilAborted(turn, signal);
}

/**
 * Renews a stored token set in place. Callers that come while it is being renewed share its outcome, and a cancel ends the waiting, not
 * the request: its reply holds the only refresh token that is still good.
 */
export async function refreshToken(desk: TokenDesk, tokenId: string, signal?: AbortSignal): Promise<TokenOutcome> {
  const { connectionId } = readToken(desk.records, tokenId);
  const shared = share(desk.refreshing, tokenId, () =>
    inTurn(desk.turns, connectionId, async () => {
      const token = readToken(desk.records, tokenId);
      const connection = readConnection(desk.records, connectionId);
      if (token.refreshToken === undefined) throw noRefreshToken();
      return settle(desk, { connection, grant: refreshRequest(token.refreshToken), purpose: 'refresh' }, token);
    }),
  );
  return untilAborted(shared, signal);
}

function noRefreshToken(): Failure {
  return new Failure('input.missing', 'No refresh token came with this token. Ask for a new token instead.', {
    field: 'tokenId',
  });
}

async function settle(desk: TokenDesk, question: TokenQuestion, renewed?: StoredToken): Promise<TokenOutcome> {
  const answer = await askToken(desk, question);
  const token = answer.kind === 'issued' ? tokenOf(desk, question, answer, renewed) : undefined;
  await desk.records.transact((transaction) => {
    requireConnection(desk, question.connection.id);
    addToHistory(desk.records, transaction, question.connection.id, answer.exchange);
    if (token) keepToken(desk, transaction, question, { token, renewed });
  });
  return outcomeOf(question, answer, token);
}

function requireConnection(desk: TokenDesk, id: string): void {
  if (hasConnection(desk.records, id)) return;
  throw new Failure('input.not-found', 'The connection was removed meanwhile, so its token was not kept.');
}

function keepToken(
  desk: TokenDesk,
  transaction: Transaction,
  question: TokenQuestion,
  kept: { token: StoredToken; renewed: StoredToken | undefined },
): void {
  const { token, renewed } = kept;
  const used = usedRefreshToken(question.grant);
  if (used !== undefined && token.refreshToken !== undefined) {
    replaceRefreshToken(desk.records, transaction, { token, used, next: token.refreshToken });
  }
  if (renewed) putToken(transaction, token);
  else addToken(desk.records, transaction, token);
}

/** A reply to a refresh may leave out what has not changed, RFC 6749 §5.1 and §6. */
function tokenOf(
  desk: TokenDesk,
  question: TokenQuestion,
  tokens: IssuedTokens & { exchange: { clockSkewSeconds?: number } },
  renewed: StoredToken | undefined,
): StoredToken {
  const obtainedAt = desk.now();
  return compact({
    id: renewed?.id ?? desk.newId(),
    connectionId: question.connection.id,
    accessToken: tokens.accessToken,
    tokenType: tokens.tokenType,
    expiresAt: expiryOf(tokens, obtainedAt, tokens.exchange.clockSkewSeconds ?? 0),
    refreshToken: tokens.refreshToken ?? usedRefreshToken(question.grant),
    idToken: tokens.idToken ?? renewed?.idToken,
    scope: tokens.scope ?? renewed?.scope,
    obtainedAt,
    grantType: renewed?.grantType ?? question.connection.grant.type,
    refreshCount: renewed ? renewed.refreshCount + 1 : 0,
  });
}

function outcomeOf(question: TokenQuestion, answer: TokenAnswer, token: StoredToken | undefined): TokenOutcome {
  switch (answer.kind) {
    case 'failed':
      throw answer.failure;
    case 'refused':
      return refusedOutcome(question, answer);
    case 'issued': {
      if (!token) throw new Failure('bug', 'An issued token was not kept.');
      const { exchange } = answer;
      const warnings = warnAboutIssued(issuedContext(question, answer, token));
      return { kind: 'issued', token: presentToken(token), exchange, warnings };
    }
  }
}
