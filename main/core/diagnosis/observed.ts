import type { Evidence, PastedForm } from '#contract/diagnosis.ts';
import type { Header } from '#contract/exchange.ts';
import type { Challenge, TokenClaims } from './apiRefusalContext.ts';

/** Which kind of place was asked; `unknown` where nothing tells. */
export type Place = 'token' | 'authorize' | 'keys' | 'metadata' | 'page' | 'api' | 'unknown';

/** What kind of token the request carried to the API. */
export type CarriedToken = 'access' | 'identity' | 'refresh' | 'other' | 'unreadable';

/** A signed assertion in the request, and what is wrong with it as far as its own words tell. */
export interface ObservedAssertion {
  of: 'client' | 'user';
  /** Sentences without a secret. */
  flaws: readonly string[];
  /** Seconds by which its beginning lies after the server's time. */
  earlySeconds?: number;
}

/**
 * What the rules know about a failure, wherever it comes from: a token refused, an API's refusal, or whatever was pasted. All texts are
 * without secrets. A member that is absent is not known, which is another thing than empty.
 */
export interface Observed {
  form: PastedForm;
  place: Place;
  /** All that the other side and the client's library said, in one line: where wordings and codes are looked for. */
  words: string;
  /** The same as it may be shown: values that are secret by their name are replaced, too. */
  shown: string;
  status?: number;
  /** `error` and `error_description` of RFC 6749 §5.2. */
  error?: string;
  errorDescription?: string;
  body: string;
  isHtml: boolean;
  replyHeaders: readonly Header[];
  challenge?: Challenge;
  method?: string;
  url?: string;
  requestType?: string;
  /** `grant_type` as it was sent. */
  grantType?: string;
  /** `both` for credentials in the header and in the body. */
  clientAuthMethod?: string;
  /** As it was sent; empty for none. */
  scope?: string;
  secretFlaws: readonly string[];
  refreshTokenIsJwt: boolean;
  /** When the refresh token was sent before and no answer was kept, in epoch milliseconds. */
  refreshUnansweredAt?: number;
  hasToken?: boolean;
  carried?: CarriedToken;
  /** What is odd about the token that was sent, without quoting it. */
  tokenFlaws: readonly string[];
  claims?: TokenClaims;
  storedExpiresAt?: number;
  assertion?: ObservedAssertion;
  /** The state that was sent and the one that came back. */
  states?: readonly [sent: string, returned: string];
  /** Epoch milliseconds by the server's clock, as far as it is known. */
  serverNow?: number;
  clockSkewSeconds?: number;
  /** The code of our own failure, of an exchange that Grantsmith recorded. */
  failureCode?: string;
  /** The reply is the success that was asked for. */
  isSuccess: boolean;
  /** Whether a token reply brought a refresh token; absent for any other reply. */
  hasRefreshToken?: boolean;
}

/** What an observation holds when nothing is known. */
export const NOTHING_OBSERVED: Omit<Observed, 'form' | 'place' | 'words' | 'shown'> = {
  body: '',
  isHtml: false,
  replyHeaders: [],
  secretFlaws: [],
  refreshTokenIsJwt: false,
  tokenFlaws: [],
  isSuccess: false,
};

export type Test = (seen: Observed) => boolean;
export type Quote = (seen: Observed) => Evidence[];
