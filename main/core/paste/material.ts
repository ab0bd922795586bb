import type { ApiRequest } from '#contract/apiRequest.ts';
import type { ClientAuthMethod, GrantType } from '#contract/connection.ts';
import type { PasteKind } from '#contract/paste.ts';
import type { ParsedConnection } from '../oauth/connection/connection.ts';

/** What some text said of a connection, as it stood there: placeholders, masks and all. */
export interface ConnectionFacts {
  name?: string | undefined;
  environment?: string | undefined;
  /** Any address of the domain. */
  domainUrl?: string | undefined;
  tokenUrl?: string | undefined;
  endpoints?: ParsedConnection['endpoints'];
  clientId?: string | undefined;
  secret?: string | undefined;
  method?: ClientAuthMethod | undefined;
  audience?: string | undefined;
  keyId?: string | undefined;
  grantType?: GrantType | undefined;
  username?: string | undefined;
  password?: string | undefined;
  refreshToken?: string | undefined;
  assertion?: string | undefined;
  subject?: string | undefined;
  subjectToken?: string | undefined;
  subjectTokenType?: string | undefined;
  actorToken?: string | undefined;
  actorTokenType?: string | undefined;
  requestedTokenType?: string | undefined;
  grantAudience?: string | undefined;
  resource?: string | undefined;
  redirectUri?: string | undefined;
  scope?: string | undefined;
  apiUrl?: string | undefined;
  proxyUrl?: string | undefined;
  extraParameters?: Record<string, string>;
  notes?: string[];
}

/** A connection as it would be saved, secrets included, and what it lacks for a token request. */
export interface PastedConnection {
  kind: 'connection';
  input: ParsedConnection;
  missing: string[];
  notes: string[];
  /** The call that was pasted along with it. */
  request?: PastedCall;
}

/** A call to an API. */
export interface PastedCall {
  kind: 'request';
  /** Without its token. */
  request: ApiRequest;
  /** The whole value of its Authorization header. */
  authorization?: string;
  notes: string[];
}

/** What can be done with a text; the last three need nothing but the text itself. */
export type Material = PastedConnection | PastedCall | { kind: 'inspect' } | { kind: 'diagnose' } | { kind: 'key' };

/** What a text was recognised as. Secrets are in its offers and nowhere else. */
export interface Recognized {
  kind: PasteKind;
  facts: string[];
  notes: string[];
  offers: Material[];
}

export const recognized = (kind: PasteKind, offers: Material[], rest: Partial<Recognized> = {}): Recognized => ({
  kind,
  facts: [],
  notes: [],
  offers,
  ...rest,
});
