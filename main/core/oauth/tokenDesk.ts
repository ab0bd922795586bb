import type { TokenOutcome } from '#contract/token.ts';
import type { Shared, Turns } from './inFlight.ts';
import type { OAuthPorts } from './ports.ts';

/** The ports together with what is under way. One desk serves the whole app, so that no two refreshes of one token meet. */
export interface TokenDesk extends OAuthPorts {
  /** By token id. */
  readonly refreshing: Shared<TokenOutcome>;
  /** By connection id: a refresh token is used by one request at a time. */
  readonly turns: Turns;
}

export function createTokenDesk(ports: OAuthPorts): TokenDesk {
  const { records, sendHttp, now, newId } = ports;
  return { records, sendHttp, now, newId, refreshing: new Map(), turns: new Map() };
}
