import type { Events } from '#contract/api.ts';
import { readConnection } from '../core/oauth/connections.ts';
import { curlOf } from '../core/oauth/curl.ts';
import { readHistory } from '../core/oauth/history.ts';
import { createCancellations } from '../core/oauth/inFlight.ts';
import type { Cancellations } from '../core/oauth/inFlight.ts';
import { introspectToken, requestUserInfo, revokeToken } from '../core/oauth/inquiry.ts';
import { refreshToken, requestToken } from '../core/oauth/requestToken.ts';
import { listTokens, presentToken, readToken, removeToken } from '../core/oauth/storedToken.ts';
import { createTokenDesk } from '../core/oauth/tokenDesk.ts';
import type { TokenDesk } from '../core/oauth/tokenDesk.ts';
import type { OAuthPorts } from '../core/oauth/ports.ts';
import type { Handlers } from './handlers.ts';

export interface TokenDeps extends OAuthPorts {
  emit: <Name extends keyof Events>(event: Name, data: Events[Name]) => void;
}

type TokenCalls = Extract<keyof Handlers, `tokens.${string}`>;

/** The calls of the area `tokens`. Whoever else asks for tokens has to share the desk. */
export function tokenHandlers(
  deps: TokenDeps,
  desk: TokenDesk = createTokenDesk(deps),
  cancellations: Cancellations = createCancellations(),
): Pick<Handlers, TokenCalls> {
  const { records } = deps;
  const changed = (connectionId: string): void => deps.emit('tokens.changed', { connectionId });
  return {
    'tokens.request': (input) =>
      cancellations
        .run(input.requestId, (signal) => requestToken(desk, input, signal))
        .finally(() => changed(input.connectionId)),
    'tokens.refresh': async ({ tokenId, requestId }) => {
      const { connectionId } = readToken(records, tokenId);
      return cancellations
        .run(requestId, (signal) => refreshToken(desk, tokenId, signal))
        .finally(() => changed(connectionId));
    },
    'tokens.introspect': ({ tokenId }) => introspectToken(deps, tokenId),
    'tokens.revoke': ({ tokenId }) => revokeToken(deps, tokenId),
    'tokens.userinfo': ({ tokenId }) => requestUserInfo(deps, tokenId),
    'tokens.list': ({ connectionId }) => listTokens(records, connectionId),
    'tokens.get': ({ tokenId }) => presentToken(readToken(records, tokenId)),
    'tokens.remove': async ({ tokenId }) => {
      const { connectionId } = readToken(records, tokenId);
      await removeToken(records, tokenId);
      changed(connectionId);
      return { removed: true };
    },
    'tokens.cancel': ({ requestId }) => ({ cancelled: cancellations.cancel(requestId) }),
    'tokens.curl': async ({ connectionId, reveal }) => ({
      curl: await curlOf(deps, readConnection(records, connectionId), reveal),
    }),
    'tokens.history': ({ connectionId }) => readHistory(records, connectionId),
  };
}
