import { readConnection } from '../core/oauth/connection/connections.ts';
import { curlOf } from '../core/oauth/exchange/curl.ts';
import { endSessionUrl } from '../core/oauth/tokens/endSession.ts';
import type { Flows } from '../core/oauth/flow/flows.ts';
import { isInteractive } from '../core/oauth/tokens/grants.ts';
import type { Cancellations } from '../core/oauth/tokens/inFlight.ts';
import { introspectToken, requestUserInfo, revokeToken } from '../core/oauth/tokens/inquiry.ts';
import { refreshToken, requestToken } from '../core/oauth/tokens/requestToken.ts';
import { listTokens, presentToken, readToken, removeToken } from '../core/oauth/tokens/storedToken.ts';
import type { TokenDesk } from '../core/oauth/tokens/tokenDesk.ts';
import { renameToken, setAutoRefresh } from '../core/oauth/tokens/tokenSettings.ts';
import type { ExchangeCalls } from './exchanges.ts';
import type { FlowCalls } from './flows.ts';
import type { Handlers } from './handlers.ts';
import type { Reveals } from './reveals.ts';

export interface TokenDeps {
  /** Whoever else asks for tokens has to share it. */
  desk: TokenDesk;
  flows: Flows;
  /** Shared with whoever else can be cancelled by the id of a request. */
  cancellations: Cancellations;
  /** The tokens of a connection are others now. */
  onTokens: (connectionId: string) => void;
  reveals: Pick<Reveals, 'requireRecent' | 'copy'>;
  /** Leads the browser to an address that holds an ID token. */
  endSession: (url: URL) => Promise<void>;
}

type TokenCalls = Exclude<Extract<keyof Handlers, `tokens.${string}`>, FlowCalls | ExchangeCalls>;

/** The calls about tokens themselves. */
export function tokenHandlers({
  desk,
  flows,
  cancellations,
  reveals,
  onTokens,
  endSession,
}: TokenDeps): Pick<Handlers, TokenCalls> {
  const { records } = desk;
  /** Changes a stored token and tells of it. */
  async function change(tokenId: string, work: () => Promise<unknown>): Promise<void> {
    const { connectionId } = readToken(records, tokenId);
    await work();
    onTokens(connectionId);
  }
  return {
    'tokens.request': (input) => {
      if (isInteractive(readConnection(records, input.connectionId).grant.type)) return flows.request(input);
      const onEnd = (): void => onTokens(input.connectionId);
      return cancellations.run(input.requestId, (signal) => requestToken(desk, input, { signal, onEnd }));
    },
    'tokens.refresh': async ({ tokenId, requestId }) => {
      const { connectionId } = readToken(records, tokenId);
      const onEnd = (): void => onTokens(connectionId);
      return cancellations.run(requestId, (signal) => refreshToken(desk, tokenId, { signal, onEnd }));
    },
    'tokens.introspect': ({ tokenId, requestId }) =>
      cancellations.run(requestId, (signal) => introspectToken(desk, tokenId, signal)),
    'tokens.revoke': ({ tokenId, requestId }) =>
      cancellations.run(requestId, (signal) => revokeToken(desk, tokenId, signal)),
    'tokens.userinfo': ({ tokenId, requestId }) =>
      cancellations.run(requestId, (signal) => requestUserInfo(desk, tokenId, signal)),
    'tokens.list': ({ connectionId }) => listTokens(records, connectionId),
    'tokens.get': ({ tokenId }) => presentToken(readToken(records, tokenId)),
    'tokens.remove': async ({ tokenId }) => {
      await change(tokenId, () => removeToken(records, tokenId));
      return { removed: true };
    },
    'tokens.rename': async ({ tokenId, name }) => {
      await change(tokenId, () => renameToken(records, tokenId, name));
      return { id: tokenId };
    },
    'tokens.setAutoRefresh': async ({ tokenId, leewaySeconds }) => {
      await change(tokenId, () => setAutoRefresh(records, tokenId, leewaySeconds));
      return { id: tokenId };
    },
    'tokens.endSession': async ({ tokenId }) => {
      const url = endSessionUrl(desk, tokenId);
      await endSession(url);
      return { opened: `${url.origin}${url.pathname}` };
    },
    'tokens.cancel': ({ requestId }) => ({ cancelled: flows.cancel(requestId) || cancellations.cancel(requestId) }),
    'tokens.curl': async ({ connectionId, reveal }) => {
      // With the secret in it the line is a reveal, too.
      if (reveal) reveals.requireRecent();
      return { curl: await curlOf(desk, readConnection(records, connectionId), reveal) };
    },
    'tokens.copyCurl': ({ connectionId }) =>
      reveals.copy(() => curlOf(desk, readConnection(records, connectionId), true)),
  };
}
