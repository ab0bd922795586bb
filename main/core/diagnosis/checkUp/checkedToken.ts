import type { Evidence, Finding } from '#contract/diagnosis.ts';
import type { StoredConnection } from '../../oauth/connection/storedConnection.ts';
import { audienceOf } from '../../oauth/exchange/scope.ts';
import { listTokens, readToken } from '../../oauth/tokens/storedToken.ts';
import type { Records } from '../../records.ts';
import { durationInWords, instantWithDistance } from '../../token/timeWords.ts';
import { analyzeToken } from '../analyze.ts';
import { claimsOf } from '../apiRefusalContext.ts';
import type { TokenClaims } from '../apiRefusalContext.ts';
import { findingOf } from '../causes/causes.ts';
import { withheldScopes } from '../issued.ts';
import { evidence } from '../quote.ts';
import { facts, found, skipped } from './step.ts';
import type { Found } from './step.ts';

/** The access token that a check-up looks at and, if asked to, calls the API with. It never leaves main. */
export interface CheckedToken {
  accessToken: string;
  tokenType: string;
  expiresAt?: number;
  /** As the reply named it. */
  scope?: string;
  /** As it was asked for; empty for none. */
  requestedScope: string;
  /** Found in the vault, because the check-up could not ask for one. */
  isStored: boolean;
}

/** The newest token of a connection whose grant needs a person. Throws `vault.locked`. */
export function newestToken(records: Records, connection: StoredConnection): CheckedToken | undefined {
  const [newest] = listTokens(records, connection.id);
  if (newest === undefined) return undefined;
  const { accessToken, tokenType, expiresAt, scope } = readToken(records, newest.id);
  return {
    accessToken,
    tokenType,
    requestedScope: connection.scope,
    isStored: true,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(scope === undefined ? {} : { scope }),
  };
}

interface Circumstances {
  /** Epoch milliseconds by the server’s clock, as far as it is known. */
  serverNow: number;
  now: number;
}

/** What the token says of itself, against what was asked for and the API that it is for. Nothing of it is verified here. */
export async function checkClaims(
  token: CheckedToken,
  connection: StoredConnection,
  times: Circumstances,
): Promise<Found> {
  const { expiresAt } = token;
  if (token.isStored && expiresAt !== undefined && expiresAt <= times.now) {
    return skipped(
      `the newest stored token ended ${durationInWords(times.now - expiresAt)} ago: get a new one on the Token tab`,
    );
  }
  const claims = claimsOf(token.accessToken);
  const { baseUrl } = connection.api;
  if (claims === undefined) {
    return skipped(
      'the token is no JWT: only its server can read it',
      facts([['token', `opaque, ${token.accessToken.length} characters`]]),
    );
  }
  const context = { now: times.serverNow, requestedScope: token.requestedScope, apiUrl: baseUrl };
  const { findings: judged } = await analyzeToken(token.accessToken, context);
  const findings = [
    ...judged,
    ...scopeFindings(token, claims),
    ...(baseUrl === undefined ? askedAudience(token, claims) : []),
  ];
  const sentence =
    findings[0]?.title ??
    (baseUrl === undefined ? 'It fits what was asked for.' : 'It fits what was asked for and the API.');
  return found(sentence, claimFacts(token, claims, connection, times), findings);
}

function claimFacts(
  { isStored, requestedScope }: CheckedToken,
  claims: TokenClaims,
  { api }: StoredConnection,
  { serverNow }: Circumstances,
): Evidence[] {
  const { audiences, scopes, issuer, subject, isOfClient, expiresAt } = claims;
  return facts([
    ['token', isStored ? 'the newest stored one' : 'the one just issued'],
    ['aud', audiences.length === 0 ? 'none' : audiences.join(' ')],
    ['API base URL', api.baseUrl ?? 'none, so the audience is compared with the scope alone'],
    ['scope asked for', requestedScope === '' ? 'none' : requestedScope],
    ['scope of the token', scopes.length === 0 ? 'none' : scopes.join(' ')],
    ['iss', issuer],
    ['sub', subject],
    ['stands for', isOfClient ? 'the client itself' : 'a user'],
    ['exp', expiresAt === undefined ? 'none' : instantWithDistance(expiresAt, serverNow)],
  ]);
}

/** The words of OpenID Connect ask for claims, and do not come back in an access token. */
const OF_SIGN_IN = /^(?:openid|profile|email|address|phone|groups|approles|get_groups|get_approles)$/;

/** What the reply said of its scope was judged with the reply. */
function scopeFindings({ scope, requestedScope }: CheckedToken, { scopes }: TokenClaims): Finding[] {
  if (scope !== undefined || scopes.length === 0) return [];
  const asked = requestedScope.split(/\s+/).filter((word) => !OF_SIGN_IN.test(word));
  const withheld = withheldScopes(asked.join(' '), scopes.join(' '));
  if (withheld.length === 0) return [];
  const proof = [
    evidence('request', `scope=${requestedScope}`),
    evidence('access token', `scope: ${scopes.join(' ')}`),
  ];
  return [findingOf('scope.not-granted', 0.6, proof, 'notice')];
}

/** A scope that names its resource by address asks for a token of that audience. */
function askedAudience({ requestedScope }: CheckedToken, { audiences }: TokenClaims): Finding[] {
  const asked = requestedScope
    .split(/\s+/)
    .map(audienceOf)
    .filter((audience) => audience !== undefined);
  const addresses = audiences.filter((audience) => /^https?:/i.test(audience) && URL.canParse(audience));
  const origins = new Set(addresses.map((audience) => new URL(audience).origin));
  const missing = asked.filter((audience) => URL.canParse(audience) && !origins.has(new URL(audience).origin));
  if (addresses.length === 0 || missing.length === 0) return [];
  const proof = [
    evidence('request', `scope=${requestedScope}`),
    evidence('access token', `aud: ${audiences.join(' ')}`),
  ];
  return [findingOf('token.audience', 0.6, proof, 'notice')];
}
