import type { SettledOutcome } from '#contract/token.ts';
import { warnAboutIssued } from '../../diagnosis/issued.ts';
import { Failure } from '../../failure.ts';
import { compact } from '../../json.ts';
import type { Transaction } from '../../records.ts';
import type { TokenAnswer, TokenQuestion } from './askToken.ts';
import { hasConnection } from '../connection/connections.ts';
import { addToHistory } from './history.ts';
import { replaceRefreshToken } from './rotation.ts';
import { addToken, listTokens, presentToken, putToken, readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';
import type { TokenDesk } from './tokenDesk.ts';
import { issuedContext, refusedOutcome, usedRefreshToken } from '../exchange/tokenOutcome.ts';
import { expiryOf } from '../exchange/tokenReply.ts';
import type { IssuedTokens } from '../exchange/tokenReply.ts';
import { strikeRefresh } from './unansweredRefresh.ts';

/**
 * Keeps what came back, in one transaction: the exchange in the history, a token with it, a used refresh token replaced wherever it stood.
 * `renewed` is the token set that the new one takes the place of. Throws what a broken reply leads to, after it was recorded.
 */
export async function keepAnswer(
  desk: TokenDesk,
  question: TokenQuestion,
  answer: TokenAnswer,
  renewed?: StoredToken,
): Promise<SettledOutcome> {
  const token = answer.kind === 'issued' ? tokenOf(desk, question, answer, renewed) : undefined;
  await transactOrHold(desk, token, (transaction) => {
    requireConnection(desk, question.connection.id);
    addToHistory(desk.records, transaction, question.connection.id, answer.exchange);
    strikeIfAnswered(desk, transaction, question, answer);
    if (token) keepToken(desk, transaction, question, { token, renewed });
  });
  return outcomeOf(question, answer, token);
}

/**
 * A no says nothing about an earlier refresh. A reply that cannot be read may have held the next refresh token, and a gateway that reports
 * an error of its own may have lost it.
 */
function strikeIfAnswered(
  { records }: TokenDesk,
  transaction: Transaction,
  question: TokenQuestion,
  answer: TokenAnswer,
): void {
  const used = usedRefreshToken(question.grant);
  const isNo = answer.kind === 'refused' && answer.status < 500;
  const isAnswered = answer.kind === 'issued' || (isNo && question.unansweredAt === undefined);
  if (used !== undefined && isAnswered) strikeRefresh(records, transaction, question.connection.id, used);
}

/** How long a refresh token that came too late waits in memory for the vault to be opened again. */
const HOLD_MS = 30_000;

/**
 * A refresh token is on the disk before anyone sees the set that it came with, since the server may take no other any more. What can be asked
 * for again is shown at once and saved meanwhile.
 *
 * A vault that was locked while the request was on its way cannot take the token. A refresh token among it may be the only one that is
 * still good, so it is held for a short while; anything else is asked for again.
 */
async function transactOrHold(
  { records, untilUnlocked }: TokenDesk,
  token: StoredToken | undefined,
  change: (transaction: Transaction) => void,
): Promise<void> {
  try {
    await records.transact(change, token?.refreshToken === undefined ? 'in-memory' : 'on-disk');
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'vault.locked') || token?.refreshToken === undefined) throw error;
    if (untilUnlocked === undefined || !(await untilUnlocked(HOLD_MS))) throw lostToken(error);
    await records.transact(change);
  }
}

function lostToken(cause: Failure): Failure {
  const message =
    'The vault was locked while the new token was on its way, so it could not be kept. If the next refresh is refused, sign in again.';
  return new Failure('vault.locked', message, { cause });
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
  if (renewed) putToken(transaction, withCurrentSettings(desk, token));
  else addToken(desk.records, transaction, token);
}

/** What the person set while the refresh was under way stays. */
function withCurrentSettings({ records }: TokenDesk, token: StoredToken): StoredToken {
  if (!listTokens(records, token.connectionId).some(({ id }) => id === token.id)) return token;
  const { name, autoRefresh } = readToken(records, token.id);
  return compact({ ...token, name, autoRefresh: autoRefresh && { leewaySeconds: autoRefresh.leewaySeconds } });
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

async function outcomeOf(
  question: TokenQuestion,
  answer: TokenAnswer,
  token: StoredToken | undefined,
): Promise<SettledOutcome> {
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
