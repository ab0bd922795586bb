import type { GuideStep } from '#contract/guide.ts';
import type { Exchange } from '#contract/exchange.ts';
import { compact } from '../json.ts';
import { readHistory } from '../oauth/tokens/history.ts';
import { readScope } from '../oauth/exchange/scope.ts';
import type { StoredConnection } from '../oauth/connection/storedConnection.ts';
import type { Records } from '../records.ts';
import { needsKey, usesSecret } from './situation.ts';
import type { Situation } from './situation.ts';

type Seen = NonNullable<GuideStep['seen']>;

/** What the vault tells about a connection. */
export interface Facts {
  connection: StoredConnection;
  situation: Situation;
  /**
   * The last token that the connection's grant was answered with, if the connection was not changed after it. `scope` and
   * `username` are what was sent: a person may have asked for others than are stored.
   */
  issued?: { at: number; scope: string; username?: string; withRefreshToken: boolean };
  /** The difference of the clocks at the last exchange that showed it. */
  clock?: { at: number; skewSeconds: number };
}

/** What of a step the app can vouch for; undefined when it has not seen it. */
export type SeenRule = (facts: Facts) => Seen | undefined;

/** Reads what was recorded. Secrets in it are masked, and none is needed. */
export function readFacts(records: Records, connection: StoredConnection, situation: Situation): Facts {
  const history = readHistory(records, connection.id);
  return compact({ connection, situation, issued: issuedOf(history, connection, situation), clock: clockOf(history) });
}

function issuedOf(
  history: readonly Exchange[],
  connection: StoredConnection,
  { grant, method }: Situation,
): Facts['issued'] {
  if (grant !== connection.grant.type || method !== connection.clientAuth.method) return undefined;
  // Newest first, and the connection's own answers alone: a refresh says nothing about the grant before it.
  const exchange = history.find(({ purpose }) => purpose === 'token');
  if (exchange === undefined || exchange.startedAt < connection.updatedAt || exchange.response?.status !== 200) {
    return undefined;
  }
  const reply = membersOf(exchange.response.body.text ?? '');
  if (!reply.has('access_token')) return undefined;
  const sent = new URLSearchParams(exchange.request.body?.text ?? '');
  return compact({
    at: exchange.startedAt,
    scope: sent.get('scope') ?? '',
    username: sent.get('username') ?? undefined,
    withRefreshToken: reply.has('refresh_token'),
  });
}

function membersOf(text: string): Set<string> {
  try {
    const reply: unknown = JSON.parse(text);
    return new Set(typeof reply === 'object' && reply !== null ? Object.keys(reply) : []);
  } catch {
    // A reply that is no JSON, or was too long to be kept, vouches for nothing.
    return new Set();
  }
}

function clockOf(history: readonly Exchange[]): Facts['clock'] {
  const exchange = history.find(({ clockSkewSeconds }) => clockSkewSeconds !== undefined);
  const skewSeconds = exchange?.clockSkewSeconds;
  return exchange === undefined || skewSeconds === undefined ? undefined : { at: exchange.startedAt, skewSeconds };
}

const ISSUED = 'A token was issued with these settings.';

/** A token was issued, so whatever has to be in place for that is. */
export const issued: SeenRule = ({ issued: token }) => token && { evidence: ISSUED, at: token.at };

/** A token was issued for the scope that is stored. */
export const issuedForScope: SeenRule = ({ issued: token, connection }) =>
  token?.scope === connection.scope && connection.scope !== '' ? { evidence: ISSUED, at: token.at } : undefined;

/** A token was issued for the user that is stored. Of an assertion that we signed, the record does not tell whom it named. */
export const issuedForUser: SeenRule = (facts) => {
  const { issued: token, connection } = facts;
  const { type, username, assertion } = connection.grant;
  const isOther = type === 'password' ? token?.username !== username : type === 'jwt_bearer' && assertion === undefined;
  return isOther ? undefined : issued(facts);
};

export const issuedWithRefresh: SeenRule = ({ issued: token }) =>
  token?.withRefreshToken === true
    ? { evidence: 'The last token came with a refresh token.', at: token.at }
    : undefined;

export const cameBack: SeenRule = ({ issued: token }) =>
  token && { evidence: 'The last sign-in came back to the redirect URI.', at: token.at };

/** The first of several rules that vouches. */
export const firstOf =
  (...rules: SeenRule[]): SeenRule =>
  (facts) =>
    rules.map((rule) => rule(facts)).find((seen) => seen !== undefined);

/** What the connection holds, in a sentence; secrets by name alone. */
const holds =
  (say: (connection: StoredConnection, situation: Situation) => string | undefined): SeenRule =>
  ({ connection, situation }) => {
    const what = say(connection, situation);
    return what === undefined ? undefined : { evidence: `The connection holds ${what}.` };
  };

export const holdsAddress = holds(({ domainUrl, endpoints }) => {
  const address = endpoints.token ?? domainUrl;
  return address === undefined ? undefined : `the address \`${address}\``;
});

export const holdsCredentials = holds(({ clientId, clientAuth }, situation) => {
  if (clientId === '') return undefined;
  if (!usesSecret(situation)) return 'a client ID';
  return clientAuth.secret === undefined ? undefined : 'a client ID and a client secret';
});

export const holdsKey = holds(({ clientAuth, grant }, situation) => {
  const { privateKey, keyId, thumbprints, certificate } = clientAuth;
  if (situation.grant === 'jwt_bearer' && grant.assertion !== undefined && situation.method !== 'private_key_jwt') {
    return 'a finished assertion, which needs no key here';
  }
  if (privateKey === undefined || !needsKey(situation)) return undefined;
  if (keyId !== undefined) return `a private key and the key ID \`${keyId}\``;
  if (thumbprints !== undefined && thumbprints !== 'none') return 'a private key and the thumbprint of its certificate';
  return certificate === undefined ? undefined : 'a private key and a certificate';
});

export const holdsScope = holds(({ scope }) => (scope === '' ? undefined : `the scope \`${scope}\``));

export const holdsOfflineAccess = holds(({ scope }) =>
  readScope(scope).offlineAccess ? '`offline_access` in its scope' : undefined,
);

export const holdsAssertion = holds(({ grant }) => (grant.assertion === undefined ? undefined : 'an assertion'));

export const holdsSubjectToken = holds(({ grant }) =>
  grant.subjectToken === undefined ? undefined : 'a subject token',
);

export const holdsRefreshToken = holds(({ grant }) =>
  grant.refreshToken === undefined ? undefined : 'a refresh token',
);

/** Less than what any server is known to forgive. */
const SMALL_SKEW_SECONDS = 60;

export const clocksAgree: SeenRule = ({ clock }) => {
  if (clock === undefined || Math.abs(clock.skewSeconds) > SMALL_SKEW_SECONDS) return undefined;
  const seconds = Math.round(Math.abs(clock.skewSeconds));
  const difference = seconds === 0 ? 'agreed' : `differed by ${seconds} s`;
  return { evidence: `The clocks of this machine and of the server ${difference} at the last exchange.`, at: clock.at };
};
