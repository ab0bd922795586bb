import type { SettledOutcome } from '#contract/token.ts';
import { compact } from '../json.ts';
import type { Shared, Turns } from './inFlight.ts';
import type { OAuthPorts } from './ports.ts';

/** The ports together with what is under way. One desk serves the whole app, so that no two refreshes of one token meet. */
export interface TokenDesk extends OAuthPorts {
  /** By token id. */
  readonly refreshing: Shared<SettledOutcome>;
  /** By connection id: a refresh token is used by one request at a time. */
  readonly turns: Turns;
}

export function createTokenDesk(ports: OAuthPorts): TokenDesk {
  const { records, sendHttp, now, newId, untilUnlocked } = ports;
  return { ...compact({ records, sendHttp, now, newId, untilUnlocked }), refreshing: new Map(), turns: new Map() };
}
