import { compact } from '../../json.ts';
import type { Records } from '../../records.ts';
import { putToken, readToken } from './storedToken.ts';
import type { StoredToken } from './storedToken.ts';

/** Gives the token a name; an empty one takes it away. Throws `input.not-found`. */
export async function renameToken(records: Records, tokenId: string, name: string): Promise<void> {
  await change(records, tokenId, (token) => compact({ ...token, name: name === '' ? undefined : name }));
}

/** How many seconds before its end the token is refreshed by itself; null switches that off. Throws `input.not-found`. */
export async function setAutoRefresh(records: Records, tokenId: string, leewaySeconds: number | null): Promise<void> {
  const autoRefresh = leewaySeconds === null ? undefined : { leewaySeconds };
  await change(records, tokenId, (token) => compact({ ...token, autoRefresh }));
}

/** Ends the automatic refresh of a token that the server refuses to renew, and says why. */
export async function stopAutoRefresh(records: Records, tokenId: string, reason: string): Promise<void> {
  await change(records, tokenId, (token) =>
    token.autoRefresh ? { ...token, autoRefresh: { ...token.autoRefresh, stopped: reason } } : token,
  );
}

/** Read and written in one transaction, so that a refresh that ends meanwhile is not undone. */
async function change(records: Records, id: string, edit: (token: StoredToken) => StoredToken): Promise<void> {
  await records.transact((transaction) => putToken(transaction, edit(readToken(records, id))));
}
