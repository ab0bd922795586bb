import type { Records, Transaction } from '../../records.ts';
import { putConnection, readConnection } from '../connection/connections.ts';
import { listTokens, putToken, readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';

/**
 * A refresh token that was used is worth nothing any more: its successor takes its place wherever the connection kept it, in the same
 * transaction as the new token. What the person changed meanwhile stays.
 */
export function replaceRefreshToken(
  records: Records,
  transaction: Transaction,
  rotated: { token: StoredToken; used: string; next: string },
): void {
  const { token, used, next } = rotated;
  if (used === next) return;
  const connection = readConnection(records, token.connectionId);
  if (connection.grant.refreshToken === used) {
    putConnection(transaction, { ...connection, grant: { ...connection.grant, refreshToken: next } });
  }
  for (const { id, refreshToken } of listTokens(records, token.connectionId)) {
    const other = refreshToken === true && id !== token.id ? readToken(records, id) : undefined;
    if (other?.refreshToken === used) putToken(transaction, { ...other, refreshToken: next });
  }
}
