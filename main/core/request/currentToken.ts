import type { TokenOutcome } from '#contract/token.ts';
import { compact } from '../json.ts';
import { share, throwIfCancelled, untilAborted } from '../oauth/tokens/inFlight.ts';
import type { Shared } from '../oauth/tokens/inFlight.ts';
import { refreshToken, requestToken } from '../oauth/tokens/requestToken.ts';
import { listTokens, readToken } from '../oauth/tokens/storedToken.ts';
import type { StoredToken } from '../oauth/tokens/storedToken.ts';
import type { TokenDesk } from '../oauth/tokens/tokenDesk.ts';

/** The token desk, with the tokens that are being fetched for requests: several that wait for one connection share one. */
export interface RequestDesk extends TokenDesk {
  readonly fetching: Shared<HeldToken>;
  /** Told when the tokens of a connection have changed. */
  onTokens: (connectionId: string) => void;
}

type Refusal = Extract<TokenOutcome, { kind: 'refused' }>;

export type HeldToken =
  | {
      kind: 'held';
      id: string;
      accessToken: string;
      tokenType: string;
      expiresAt?: number;
      source: 'stored' | 'refreshed' | 'requested';
    }
  | { kind: 'refused'; refusal: Refusal };

/** A token that ends sooner than this would be over before the request has arrived. */
const LEEWAY_MS = 10_000;

interface Lifetime {
  expiresAt?: number;
  refreshToken?: boolean;
}

/** What to do for a token, given the newest one that is stored. `refused` is one that the API has just answered with 401. */
export function decideToken(newest: Lifetime | undefined, now: number, refused = false): 'use' | 'refresh' | 'request' {
  if (newest === undefined) return 'request';
  const isAlive = newest.expiresAt === undefined || newest.expiresAt > now + LEEWAY_MS;
  if (isAlive && !refused) return 'use';
  return newest.refreshToken === true ? 'refresh' : 'request';
}

/**
 * The current token of a connection, refreshed or asked for if need be. `refusedToken` is an access token that is known to be worth
 * nothing. A refusal is a value. Throws what the token request throws.
 */
export async function holdCurrentToken(
  desk: RequestDesk,
  connectionId: string,
  options: { refusedToken?: string; signal: AbortSignal },
): Promise<HeldToken> {
  const { refusedToken, signal } = options;
  throwIfCancelled(signal);
  const [newest] = listTokens(desk.records, connectionId);
  const stored = newest && readToken(desk.records, newest.id);
  const decision = decideToken(newest, desk.now(), stored !== undefined && stored.accessToken === refusedToken);
  if (decision === 'use' && stored) {
    return heldOf(stored, 'stored');
  }
  const fetched = share(desk.fetching, connectionId, () =>
    fetchToken(desk, connectionId, decision === 'refresh' ? newest?.id : undefined).finally(() =>
      desk.onTokens(connectionId),
    ),
  );
  return untilAborted(fetched, signal);
}

/** A refresh token that is no longer good is no reason to give up: the grant itself is asked next. */
async function fetchToken(desk: RequestDesk, connectionId: string, tokenId: string | undefined): Promise<HeldToken> {
  const renewed = tokenId === undefined ? undefined : await refreshToken(desk, tokenId);
  if (renewed?.kind === 'issued') return heldOf(renewed.token, 'refreshed');
  const asked = await requestToken(desk, { connectionId });
  return asked.kind === 'issued' ? heldOf(asked.token, 'requested') : { kind: 'refused', refusal: asked };
}

export function heldOf(
  { id, accessToken, tokenType, expiresAt }: Pick<StoredToken, 'id' | 'accessToken' | 'tokenType' | 'expiresAt'>,
  source: 'stored' | 'refreshed' | 'requested',
): Extract<HeldToken, { kind: 'held' }> {
  return compact({ kind: 'held' as const, id, accessToken, tokenType, expiresAt, source });
}
