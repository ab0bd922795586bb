import type { SettledOutcome } from '#contract/token.ts';
import type { KeyCache } from '../../discovery/serverKeys.ts';
import { compact } from '../../json.ts';
import type { Shared, Turns } from './inFlight.ts';
import type { OAuthPorts } from './ports.ts';

/** The ports together with what is under way. One desk serves the whole app, so that no two refreshes of one token meet. */
export interface TokenDesk extends OAuthPorts {
  /** By token id. */
  readonly refreshing: Shared<SettledOutcome>;
  /** By connection id: a refresh token is used by one request at a time. */
  readonly turns: Turns;
  /** The signing keys of servers, as long as the app runs. */
  readonly keyCache: KeyCache;
}

export function createTokenDesk(ports: OAuthPorts): TokenDesk {
  const { records, sendHttp, now, newId, untilUnlocked } = ports;
  const shared = { refreshing: new Map(), turns: new Map(), keyCache: new Map() };
  return { ...compact({ records, sendHttp, now, newId, untilUnlocked }), ...shared };
}
