import { z } from 'zod';
import { GRANT_TYPES } from '#contract/connection.ts';
import type { Token, TokenSummary } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import { toJson } from '../../json.ts';
import type { Entry, Records, Transaction } from '../../records.ts';

const TYPE = 'token';
/** Older token sets of one connection make room, so that a vault does not grow with every press of a button. */
const KEPT_PER_CONNECTION = 50;

const summarySchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  tokenType: z.string(),
  expiresAt: z.number().exactOptional(),
  refreshToken: z.boolean().exactOptional(),
  scope: z.string().exactOptional(),
  obtainedAt: z.number(),
  grantType: z.enum(GRANT_TYPES),
  refreshCount: z.number(),
  name: z.string().exactOptional(),
  autoRefresh: z.object({ leewaySeconds: z.number(), stopped: z.string().exactOptional() }).exactOptional(),
});

const storedTokenSchema = summarySchema.extend({
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  idToken: z.string().exactOptional(),
});

/** A token set as the vault holds it. Times are epoch milliseconds of the app's steady clock. */
export type StoredToken = z.output<typeof storedTokenSchema>;

export function presentToken(stored: StoredToken): Token {
  const { refreshToken, ...rest } = stored;
  return refreshToken === undefined ? rest : { ...rest, refreshToken: true };
}

function summarizeToken(stored: StoredToken): TokenSummary {
  const { accessToken, idToken, ...summary } = presentToken(stored);
  return summary;
}

/** Throws `input.not-found` for an id that is no token's. */
export function readToken(records: Records, id: string): StoredToken {
  if (!records.entries(TYPE).some((entry) => entry.id === id)) {
    throw new Failure('input.not-found', 'This token is no longer stored. Ask for a new one.', { field: 'tokenId' });
  }
  const parsed = storedTokenSchema.safeParse(records.read(id));
  if (!parsed.success) throw new Failure('vault.corrupt', 'A stored token cannot be read.', { cause: parsed.error });
  return parsed.data;
}

export function putToken(transaction: Transaction, token: StoredToken): void {
  transaction.put({ id: token.id, type: TYPE, summary: toJson(summarizeToken(token)), secret: toJson(token) });
}

/** Stores a further token set of the connection; beyond a bound the oldest ones go. */
export function addToken(records: Records, transaction: Transaction, token: StoredToken): void {
  const older = listTokens(records, token.connectionId);
  for (const surplus of older.slice(KEPT_PER_CONNECTION - 1)) transaction.remove(surplus.id);
  putToken(transaction, token);
}

export async function removeToken(records: Records, id: string): Promise<void> {
  await records.transact((transaction) => transaction.remove(id));
}

/** Newest first; of one connection, or of all. */
export function listTokens(records: Records, connectionId?: string): TokenSummary[] {
  return records
    .entries(TYPE)
    .map((entry) => summarySchema.safeParse(entry.summary))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .filter((summary) => connectionId === undefined || summary.connectionId === connectionId)
    .sort((a, b) => b.obtainedAt - a.obtainedAt);
}

/** The entries of the tokens that belong to a connection. */
export function tokenEntriesOf(records: Records, connectionId: string): Entry[] {
  const ids = new Set(listTokens(records, connectionId).map((summary) => summary.id));
  return records.entries(TYPE).filter((entry) => ids.has(entry.id));
}
