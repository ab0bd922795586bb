import type { Diagnosis, Evidence, Finding } from '#contract/diagnosis.ts';
import { apiFindingOf } from './apiCauses.ts';
import type { ApiCauseId } from './apiCauses.ts';
import type { ApiRefusalContext } from './apiRefusalContext.ts';
import { evidence } from './quote.ts';

type Test = (context: ApiRefusalContext) => boolean;
type Quote = (context: ApiRefusalContext) => Evidence[];

interface Rule {
  cause: ApiCauseId;
  confidence: number;
  applies: Test;
  quote: Quote;
}

const LARGEST_SKEW_SECONDS = 120;

const rule = (cause: ApiCauseId, confidence: number, applies: Test, quote: Quote = reply): Rule => ({
  cause,
  confidence,
  applies,
  quote,
});
const all =
  (...tests: Test[]): Test =>
  (context) =>
    tests.every((test) => test(context));
const not =
  (test: Test): Test =>
  (context) =>
    !test(context);
const says =
  (pattern: RegExp): Test =>
  ({ challenge, body }) =>
    pattern.test(`${challenge?.error ?? ''} ${challenge?.description ?? ''} ${body}`);
const status =
  (code: number): Test =>
  (context) =>
    context.status === code;
const challenged =
  (code: string): Test =>
  ({ challenge }) =>
    challenge?.error === code;

/** What the API said, the challenge before the body. */
function reply({ status: code, replyHeaders, body, isHtml }: ApiRefusalContext): Evidence[] {
  const challenges = replyHeaders.filter(([name]) => name.toLowerCase() === 'www-authenticate');
  return [
    evidence('reply status', String(code)),
    ...challenges.map(([, value]) => evidence('header WWW-Authenticate', value)),
    ...(challenges.length > 0 || body.trim() === '' || isHtml ? [] : [evidence('reply body', body)]),
  ];
}

const called = ({ url }: ApiRefusalContext): Evidence => evidence('request', `${url.origin}${url.pathname}`);

const claim = (name: string, value: string | undefined): Evidence[] =>
  value === undefined || value === '' ? [] : [evidence('access token', `${name}: ${value}`)];

const quoteAudience: Quote = (context) => [
  ...reply(context),
  ...claim('aud', context.claims?.audiences.join(' ')),
  called(context),
];
const quoteScope: Quote = (context) => {
  const wanted = context.challenge?.scope;
  return [
    ...reply(context),
    ...(wanted === undefined ? [] : [evidence('the API wants', wanted)]),
    ...claim('scope', context.claims === undefined ? undefined : context.claims.scopes.join(' ') || 'none'),
    called(context),
  ];
};
const quoteEnd: Quote = (context) => {
  const end = endOf(context);
  const now = new Date(context.serverNow).toISOString();
  return [
    ...reply(context),
    ...claim('exp', end === undefined ? undefined : new Date(end).toISOString()),
    evidence('clock', `the server’s time is ${now}`),
  ];
};
const quoteClocks: Quote = ({ clockSkewSeconds }) => {
  const direction = clockSkewSeconds > 0 ? 'ahead of' : 'behind';
  const seconds = Math.round(Math.abs(clockSkewSeconds));
  return [evidence('clock', `the server’s clock is ${seconds} s ${direction} this machine’s`)];
};
const quoteSubject: Quote = (context) => [...reply(context), ...claim('sub', context.claims?.subject)];
const quoteIssuer: Quote = (context) => [...reply(context), ...claim('iss', context.claims?.issuer)];

const endOf = ({ claims, storedExpiresAt }: ApiRefusalContext): number | undefined =>
  claims?.expiresAt ?? storedExpiresAt;

const hasToken: Test = (context) => context.hasToken;
const isOver: Test = (context) => (endOf(context) ?? Infinity) <= context.serverNow;
const isEarly: Test = ({ claims, serverNow }) => (claims?.notBefore ?? 0) > serverNow;
const clocksDiffer: Test = ({ clockSkewSeconds }) => Math.abs(clockSkewSeconds) > LARGEST_SKEW_SECONDS;
const isOfClient: Test = ({ claims }) => claims?.isOfClient === true;
const hasChallenge: Test = ({ challenge }) => challenge !== undefined;
const isHtml: Test = (context) => context.isHtml;

/** Judged only where the token names hosts: other audiences are names that only the API knows. */
const isForAnotherHost: Test = ({ claims, url }) => {
  const addresses = (claims?.audiences ?? []).filter(
    (audience) => URL.canParse(audience) && /^https?:/i.test(audience),
  );
  return addresses.length > 0 && addresses.every((audience) => new URL(audience).origin !== url.origin);
};
/** A scope of REST at SOAP or the reverse, and one of the integrations at the developer API of Oracle Integration. */
const isForAnotherPart: Test = ({ claims, url }) => {
  const scopes = claims?.scopes ?? [];
  const ends = (suffix: string): boolean => scopes.some((scope) => scope.endsWith(suffix));
  if (ends('/*') && !ends('/rest/*') && !ends('/soap/*')) return false;
  const { pathname } = url;
  if (pathname.includes('/ic/api/')) return ends('urn:opc:resource:consumer::all') && !ends('/ic/api/');
  if (pathname.includes('/rest/')) return ends('/soap/*') && !ends('/rest/*');
  return pathname.includes('/soap/') && ends('/rest/*') && !ends('/soap/*');
};
/** Nothing that can be seen is wrong with the token itself. */
const isSound: Test = all(hasToken, not(isOver), not(isEarly), not(isForAnotherHost), not(isForAnotherPart));
const namesNoFault = not(says(/expired|audience|issuer|signature|scope|malformed|invalid_session/i));

const RULES: readonly Rule[] = [
  rule('token.missing', 0.97, all(status(401), not(hasToken))),
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
    0.93,
    all(hasToken, not(isOver), says(/expired|not valid yet|not yet valid|not active/i), clocksDiffer),
    quoteClocks,
  ),
  rule('clock.skew', 0.4, all(status(401), hasToken, clocksDiffer), quoteClocks),
  rule('token.not-yet-valid', 0.9, says(/not valid yet|not yet valid|not active|\bnbf\b/i)),
  rule('token.not-yet-valid', 0.8, all(status(401), isEarly)),
  rule('token.audience', 0.97, all(says(/audience|\baud\b/i), isForAnotherHost), quoteAudience),
  rule('token.audience', 0.92, says(/audience|\baud\b/i), quoteAudience),
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
  rule('domain.issuer-mismatch', 0.92, says(/issuer|\biss\b/i), quoteIssuer),
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
    all(challenged('invalid_token'), (context) => context.claims === undefined && hasToken(context)),
  ),
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

/** Why an API refused a request with 401 or 403: each cause once, the likeliest first. */
export function diagnoseApiRefusal(context: ApiRefusalContext): Diagnosis {
  const best = new Map<string, Finding>();
  for (const { cause, confidence, applies, quote } of RULES) {
    if ((best.get(cause)?.confidence ?? 0) >= confidence || !applies(context)) continue;
    best.set(cause, apiFindingOf(cause, confidence, quote(context)));
  }
  return { findings: [...best.values()].sort((a, b) => b.confidence - a.confidence) };
}
