import type { Header } from '#contract/exchange.ts';
import { compact } from '../json.ts';
import type { JsonValue } from '../records.ts';
import { readToken } from '../token/readToken.ts';

/** What an access token says of itself; nothing of it is verified here, and a token that is no JWT says nothing. */
export interface TokenClaims {
  audiences: string[];
  issuer?: string;
  scopes: string[];
  /** Epoch milliseconds. */
  expiresAt?: number;
  notBefore?: number;
  subject?: string;
  /** Whether it stands for the client itself and for no user. */
  isOfClient: boolean;
}

/** A challenge of RFC 6750 §3. */
export interface Challenge {
  error?: string;
  description?: string;
  scope?: string;
}

/** What the rules know about a request that an API refused with 401 or 403. Texts of the server are already without our secrets. */
export interface ApiRefusalContext {
  status: number;
  replyHeaders: readonly Header[];
  challenge?: Challenge;
  /** The reply body as text. */
  body: string;
  isHtml: boolean;
  url: URL;
  /** Whether anything was sent that a server may take for a token. */
  hasToken: boolean;
  /** Absent without a token that can be read. */
  claims?: TokenClaims;
  /** When the stored token ends, in epoch milliseconds; for one that cannot be read. */
  storedExpiresAt?: number;
  /** Epoch milliseconds by the server's clock, as far as its Date header tells. */
  serverNow: number;
  /** Server clock minus ours. */
  clockSkewSeconds: number;
}

/** Undefined for a token that is no JWT. */
export function claimsOf(accessToken: string): TokenClaims | undefined {
  const { members } = readToken(accessToken).payload ?? {};
  if (members === undefined) return undefined;
  const claims = new Map(members.map(({ name, value }) => [name, value]));
  const text = (name: string): string | undefined => textOf(claims.get(name));
  const subject = text('sub');
  const clientId = text('client_id');
  return compact({
    audiences: listOf(claims.get('aud')),
    issuer: text('iss'),
    scopes: listOf(claims.get('scope') ?? claims.get('scp')),
    expiresAt: momentOf(claims.get('exp')),
    notBefore: momentOf(claims.get('nbf') ?? claims.get('iat')),
    subject,
    isOfClient: text('sub_type') === 'client' || (subject !== undefined && subject === clientId),
  });
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const momentOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' ? value * 1000 : undefined;

/** `aud` and `scope` are one text or a list of them. */
function listOf(value: JsonValue | undefined): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((each) => (typeof each === 'string' ? each.split(/\s+/) : [])).filter((word) => word !== '');
}

const PARAMETER = /([A-Za-z_]{1,40})\s{0,5}=\s{0,5}(?:"((?:[^"\\]|\\.){0,2000})"|([^\s,"]{1,2000}))/g;

/** The challenge of the scheme Bearer, or of the only scheme that there is. */
export function challengeOf(headers: readonly Header[]): Challenge | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === 'www-authenticate').map(([, value]) => value);
  const value = values.find((each) => /\bbearer\b/i.test(each)) ?? values[0];
  if (value === undefined) return undefined;
  const parameters = new Map(
    [...value.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      (quoted ?? bare ?? '').replace(/\\(.)/g, '$1'),
    ]),
  );
  return compact({
    error: parameters.get('error'),
    description: parameters.get('error_description'),
    scope: parameters.get('scope'),
  });
}
