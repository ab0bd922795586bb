import type { Evidence } from '#contract/diagnosis.ts';
import type { CauseId } from '../causes/causes.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import { evidence } from '../quote.ts';
import { all, failed, not, place, reply, rule as anyRule, says, status } from './rule.ts';
import type { Rule } from './rule.ts';

const atApi = all(place('api', 'unknown'), failed);

const rule = (cause: CauseId, confidence: number, test: Test, quote: Quote = reply): Rule =>
  anyRule(cause, confidence, all(atApi, test), quote);

const challenged =
  (code: string): Test =>
  ({ challenge }) =>
    challenge?.error === code;

const LARGEST_SKEW_SECONDS = 120;

const addressOf = ({ url }: Observed): URL | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url) : undefined;

const called = (seen: Observed): Evidence[] => {
  const address = addressOf(seen);
  return address === undefined ? [] : [evidence('request', `${address.origin}${address.pathname}`)];
};

const claim = (name: string, value: string | undefined): Evidence[] =>
  value === undefined || value === '' ? [] : [evidence('access token', `${name}: ${value}`)];

const quoteAudience: Quote = (seen) => [
  ...reply(seen),
  ...claim('aud', seen.claims?.audiences.join(' ')),
  ...called(seen),
];
const quoteScope: Quote = (seen) => {
  const wanted = seen.challenge?.scope;
  return [
    ...reply(seen),
    ...(wanted === undefined ? [] : [evidence('the API wants', wanted)]),
    ...claim('scope', seen.claims === undefined ? undefined : seen.claims.scopes.join(' ') || 'none'),
    ...called(seen),
  ];
};
const quoteEnd: Quote = (seen) => {
  const end = endOf(seen);
  const { serverNow } = seen;
  return [
    ...reply(seen),
    ...claim('exp', end === undefined ? undefined : new Date(end).toISOString()),
    ...(serverNow === undefined || end === undefined
      ? []
      : [evidence('clock', `the server’s time is ${new Date(serverNow).toISOString()}`)]),
  ];
};
const quoteClocks: Quote = ({ clockSkewSeconds = 0 }) => {
  const direction = clockSkewSeconds > 0 ? 'ahead of' : 'behind';
  const seconds = Math.round(Math.abs(clockSkewSeconds));
  return [evidence('clock', `the server’s clock is ${seconds} s ${direction} this machine’s`)];
};
const quoteSubject: Quote = (seen) => [...reply(seen), ...claim('sub', seen.claims?.subject)];
const quoteIssuer: Quote = (seen) => [...reply(seen), ...claim('iss', seen.claims?.issuer)];

const endOf = ({ claims, storedExpiresAt }: Observed): number | undefined => claims?.expiresAt ?? storedExpiresAt;

const hasToken: Test = (seen) => seen.hasToken === true;
const sentNoToken: Test = (seen) => seen.hasToken === false;
const isOver: Test = (seen) => (endOf(seen) ?? Infinity) <= (seen.serverNow ?? 0);
/** By the clock of the machine that sent it there was time left. */
const wasInTime: Test = (seen) => (endOf(seen) ?? 0) > (seen.serverNow ?? 0) - (seen.clockSkewSeconds ?? 0) * 1000;
/** A Date header names whole seconds: a token of this very second is not early. */
const DATE_STEP_MS = 1000;
const isEarly: Test = ({ claims, serverNow = Infinity }) => (claims?.notBefore ?? 0) > serverNow + DATE_STEP_MS;
const clocksDiffer: Test = ({ clockSkewSeconds = 0 }) => Math.abs(clockSkewSeconds) > LARGEST_SKEW_SECONDS;
const isOfClient: Test = ({ claims }) => claims?.isOfClient === true;
const hasChallenge: Test = ({ challenge }) => challenge !== undefined;
const isToken: Test = ({ form }) => form === 'token';
const isHtml: Test = (seen) => seen.isHtml;

/** Judged only where the token names hosts: other audiences are names that only the API knows. */
const isForAnotherHost: Test = (seen) => {
  const address = addressOf(seen);
  const addresses = (seen.claims?.audiences ?? []).filter(
    (audience) => URL.canParse(audience) && /^https?:/i.test(audience),
  );
  return (
    address !== undefined &&
    addresses.length > 0 &&
    addresses.every((audience) => new URL(audience).origin !== address.origin)
  );
};
/** A scope of REST at SOAP or the reverse, and one of the integrations at the developer API of Oracle Integration. */
const isForAnotherPart: Test = (seen) => {
  const scopes = seen.claims?.scopes ?? [];
  const { pathname = '' } = addressOf(seen) ?? {};
  const ends = (suffix: string): boolean => scopes.some((scope) => scope.endsWith(suffix));
  if (ends('/*') && !ends('/rest/*') && !ends('/soap/*')) return false;
  if (pathname.includes('/ic/api/')) return ends('urn:opc:resource:consumer::all') && !ends('/ic/api/');
  if (pathname.includes('/rest/')) return ends('/soap/*') && !ends('/rest/*');
  return pathname.includes('/soap/') && ends('/rest/*') && !ends('/soap/*');
};
/** Nothing that can be seen is wrong with the token itself. */
const isSound: Test = all(hasToken, not(isOver), not(isEarly), not(isForAnotherHost), not(isForAnotherPart));
const namesNoFault = not(says(/expired|audience|issuer|signature|scope|malformed|invalid_session/i));

/** What an API’s refusal means: its challenge, what the token says of itself, and the words of the reply. */
export const API_RULES: readonly Rule[] = [
  rule('token.missing', 0.97, all(status(401), sentNoToken)),
  rule(
    'token.missing',
    0.85,
    all(hasToken, says(/\bno (access |bearer )?token|missing.{0,20}token|full authentication is required/i)),
  ),
  rule('token.expired', 0.97, all(isOver, says(/expired/i)), quoteEnd),
  rule('token.expired', 0.93, all(status(401), isOver), quoteEnd),
  rule('token.expired', 0.85, says(/(token|signature|jwt).{0,30}expired|expired.{0,10}token/i), quoteEnd),
  rule(
    'clock.skew',
    0.96,
    all(hasToken, not(isOver), says(/expired|not valid yet|not yet valid|not active/i), clocksDiffer),
    quoteClocks,
  ),
  rule('clock.skew', 0.98, all(isOver, wasInTime, clocksDiffer), quoteClocks),
  rule('clock.skew', 0.4, all(status(401), hasToken, clocksDiffer), quoteClocks),
  rule('token.not-yet-valid', 0.9, says(/not valid yet|not yet valid|not active|\bnbf\b/i)),
  rule('token.not-yet-valid', 0.8, all(status(401), isEarly)),
  rule('token.expired', 0.97, all(isToken, isOver), quoteEnd),
  rule('token.not-yet-valid', 0.95, all(isToken, isEarly), quoteEnd),
  rule('token.audience', 0.97, all(says(/audience|\baud\b/i), isForAnotherHost), quoteAudience),
  rule(
    'token.audience',
    0.92,
    all(status(401, 403), says(/audience|\baud\b/i), not(says(/assertion/i))),
    quoteAudience,
  ),
  rule('token.audience', 0.85, isForAnotherHost, quoteAudience),
  rule('token.insufficient-scope', 0.97, challenged('insufficient_scope'), quoteScope),
  rule(
    'token.insufficient-scope',
    0.9,
    says(/insufficient.?scope|scope.{0,30}(missing|required|insufficient)|lacks the scope/i),
    quoteScope,
  ),
  rule('token.insufficient-scope', 0.86, all(hasToken, isForAnotherPart), quoteScope),
  rule('token.client-token-for-user', 0.95, challenged('invalid_session'), quoteSubject),
  rule(
    'token.client-token-for-user',
    0.85,
    all(isOfClient, says(/user (context|token)|application-only|not support.{0,20}client.credentials/i)),
    quoteSubject,
  ),
  rule(
    'domain.issuer-mismatch',
    0.92,
    all(status(401, 403), says(/issuer|\biss\b/i), not(says(/certificate/i))),
    quoteIssuer,
  ),
  rule(
    'token.signature',
    0.92,
    says(/signature.{0,30}(not valid|invalid|verif|fail|mismatch)|invalid signature/i),
    quoteIssuer,
  ),
  rule(
    'token.malformed',
    0.88,
    says(/malformed|decode the jwt|serialization|missing dot|parsing failed|not a (valid )?jwt/i),
  ),
  rule(
    'token.malformed',
    0.5,
    all(challenged('invalid_token'), (seen) => seen.claims === undefined && hasToken(seen)),
  ),
  rule('token.signature', 0.5, all(challenged('invalid_token'), says(/verif/i)), quoteIssuer),
  rule('token.signature', 0.4, all(challenged('invalid_token'), isSound, namesNoFault), quoteIssuer),
  rule(
    'api.gateway-block',
    0.9,
    says(/request rejected|you have been blocked|access denied.{0,40}(cloudflare|restrict)|web application firewall/i),
  ),
  rule('api.gateway-block', 0.8, all(status(403), isHtml, not(hasChallenge))),
  rule('api.gateway-block', 0.45, all(status(401), isHtml, not(hasChallenge))),
  rule(
    'api.user-unknown',
    0.9,
    says(/user.{0,40}(not found|unknown|does not exist|no such|differs)|unknown user|no such user/i),
    quoteSubject,
  ),
  rule(
    'api.role-missing',
    0.88,
    all(
      isSound,
      says(/"status"\s*:\s*"unauthorized"|privilege|forbidden: user|is forbidden|required role|not authori[sz]ed to/i),
    ),
    quoteSubject,
  ),
  rule(
    'api.role-missing',
    0.7,
    all(status(403), isSound, not(isHtml), not(challenged('insufficient_scope'))),
    quoteSubject,
  ),
  rule('api.user-unknown', 0.6, all(status(401), isSound, namesNoFault, isOfClient), quoteSubject),
  rule('api.user-unknown', 0.5, all(status(401), isSound, namesNoFault), quoteSubject),
  rule('api.role-missing', 0.45, all(status(401), isSound, namesNoFault), quoteSubject),
];
