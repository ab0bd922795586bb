import type { Evidence } from '#contract/diagnosis.ts';
import { audienceOf, readScope } from '../oauth/scope.ts';
import type { CauseId } from './causes.ts';
import { evidence } from './quote.ts';
import type { RefusalContext } from './refusalContext.ts';

/** A rule that applies gives its evidence; the code of the error comes first, wordings are hints only. */
export interface RefusalRule {
  cause: CauseId;
  confidence: number;
  applies: (context: RefusalContext) => Evidence[] | undefined;
}

type Test = (context: RefusalContext) => boolean;

const LARGEST_SKEW_SECONDS = 120;
const SCOPE_NOTE_FAULT = /slash|https:\/\/|percent-encoded|comma|should read/;
const SCOPE_NOTE_MIXTURE = /several audiences|stands alone/;

const error =
  (...codes: string[]): Test =>
  (context) =>
    context.error !== undefined && codes.includes(context.error);
const status =
  (...codes: number[]): Test =>
  (context) =>
    codes.includes(context.status);
const grant =
  (...types: string[]): Test =>
  (context) =>
    types.includes(context.grantType);
const says =
  (pattern: RegExp): Test =>
  (context) =>
    pattern.test(`${context.error ?? ''} ${context.errorDescription ?? ''} ${context.body}`);
const all =
  (...tests: Test[]): Test =>
  (context) =>
    tests.every((test) => test(context));
const any =
  (...tests: Test[]): Test =>
  (context) =>
    tests.some((test) => test(context));
const not =
  (test: Test): Test =>
  (context) =>
    !test(context);

function rule(
  cause: CauseId,
  confidence: number,
  test: Test,
  quote: (context: RefusalContext) => Evidence[] = reply,
): RefusalRule {
  return { cause, confidence, applies: (context) => (test(context) ? quote(context) : undefined) };
}

/** What the server said. */
function reply(context: RefusalContext): Evidence[] {
  const said = [context.error, context.errorDescription].filter((text) => text !== undefined);
  const quote = said.length > 0 ? said.join(': ') : context.body;
  const answered = evidence('reply status', `${context.status}`);
  return quote.trim() === '' ? [answered] : [answered, evidence('reply body', quote)];
}

function sentScope(context: RefusalContext): Evidence[] {
  const notes = readScope(context.scope).notes.map((note) => evidence('request', note));
  return [
    ...reply(context),
    evidence('request', context.scope === '' ? 'no scope' : `scope=${context.scope}`),
    ...notes,
  ];
}

function sentMethod(context: RefusalContext): Evidence[] {
  return [...reply(context), evidence('request', `client authentication: ${context.clientAuthMethod}`)];
}

function sentGrant(context: RefusalContext): Evidence[] {
  return [...reply(context), evidence('request', `grant_type=${context.grantType}`)];
}

function sentTo(context: RefusalContext): Evidence[] {
  return [...reply(context), evidence('request', `${context.method} ${context.url}`)];
}

function clocks(context: RefusalContext): Evidence[] {
  const seconds = Math.round(context.clockSkewSeconds ?? 0);
  return [
    evidence(
      'clock',
      `the server’s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine’s`,
    ),
  ];
}

function lostAnswer(context: RefusalContext): Evidence[] {
  const sentAt = new Date(context.refreshUnansweredAt ?? 0).toISOString();
  return [...reply(context), evidence('vault', `sent at ${sentAt}, no answer kept`)];
}

const clientRefused = any(
  error('invalid_client'),
  all(status(401), (context) => context.error === undefined),
);
const scopeNotes =
  (pattern: RegExp): Test =>
  (context) =>
    readScope(context.scope).notes.some((note) => pattern.test(note));
const sentNoScope: Test = (context) => context.scope.trim() === '';
const clocksDiffer: Test = (context) => Math.abs(context.clockSkewSeconds ?? 0) > LARGEST_SKEW_SECONDS;
const onPage: Test = (context) => /\/ui\/v1\/|\/\/console\./.test(context.url);
const usesAssertion: Test = (context) => /jwt-bearer|saml2-bearer/.test(context.grantType);
const signsClientAssertion: Test = (context) =>
  context.clientAuthMethod === 'private_key_jwt' || context.clientAuthMethod === 'client_secret_jwt';

export const REFUSAL_RULES: readonly RefusalRule[] = [
  rule('input.wrong-page', 0.9, all(onPage, not(error('invalid_client', 'invalid_grant', 'invalid_scope'))), sentTo),
  rule('domain.rate-limited', 0.95, any(status(429), error('too_many_requests', 'slow_down')), reply),
  rule(
    'domain.unavailable',
    0.9,
    any(status(500, 502, 503, 504), error('temporarily_unavailable', 'server_error')),
    reply,
  ),
  rule('input.wrong-endpoint', 0.9, status(404, 405, 415), sentTo),
  rule('input.wrong-endpoint', 0.6, all(error('invalid_request'), says(/content.?type|method not/i)), sentTo),
  rule('client.network-perimeter', 0.6, says(/ip address|perimeter|network.{0,20}not allowed/i)),
  rule(
    'client.network-perimeter',
    0.4,
    all(status(403), (context) => context.error === undefined),
  ),

  rule(
    'client.inactive',
    0.9,
    all(
      any(error('invalid_client', 'unauthorized_client'), status(401)),
      says(/\bis disabled|\binactive|not active|deactivated|AADSTS7000112/i),
    ),
  ),
  rule(
    'input.secret-damaged',
    0.85,
    all(clientRefused, (context) => context.secretFlaws.length > 0),
    (context) => [
      ...reply(context),
      ...context.secretFlaws.map((flaw) => evidence('request', `the client secret ${flaw}`)),
    ],
  ),
  rule(
    'client.certificate-not-registered',
    0.85,
    all(error('invalid_client'), says(/certificate|key was not found|thumbprint|\bkid\b|x5t/i)),
  ),
  rule('client.assertion-invalid', 0.85, all(error('invalid_client'), says(/assertion|audience claim|\bjwt\b/i))),
  rule(
    'client.auth-method',
    0.9,
    all(
      error('invalid_client', 'invalid_request', 'unauthorized_client'),
      says(
        /auth(entication|_| )?method|client_secret_(basic|post)|public client|multiple (client )?(auth|cred)|both.{0,30}credential/i,
      ),
    ),
    sentMethod,
  ),
  rule(
    'client.auth-method',
    0.8,
    all(clientRefused, (context) => context.clientAuthMethod === 'none'),
    sentMethod,
  ),
  rule(
    'client.auth-method',
    0.5,
    all(clientRefused, (context) => context.clientAuthMethod === 'client_secret_post'),
    sentMethod,
  ),
  rule(
    'client.certificate-not-registered',
    0.8,
    all(clientRefused, (context) => /^(private_key_jwt|tls_client_auth)$/.test(context.clientAuthMethod)),
    sentMethod,
  ),
  rule('client.credentials-wrong', 0.75, clientRefused, sentMethod),
  rule('client.inactive', 0.3, clientRefused),
  rule('client.other-domain', 0.25, clientRefused, sentTo),

  rule('scope.not-granted', 0.8, all(error('unauthorized_client'), says(/scope|resource/i)), sentScope),
  rule('client.grant-not-allowed', 0.9, all(error('unauthorized_client'), says(/grant/i)), sentGrant),
  rule(
    'client.grant-not-allowed',
    0.85,
    all(error('invalid_request'), says(/grant.?type.{0,30}not allowed/i)),
    sentGrant,
  ),
  rule('client.grant-not-allowed', 0.7, error('unauthorized_client'), sentGrant),
  rule('scope.not-granted', 0.45, all(error('unauthorized_client'), not(sentNoScope)), sentScope),

  rule(
    'scope.missing',
    0.95,
    all(error('invalid_scope', 'invalid_request'), sentNoScope, any(error('invalid_scope'), says(/scope/i))),
    sentScope,
  ),
  rule(
    'scope.missing',
    0.85,
    all(
      error('invalid_scope', 'invalid_request'),
      says(/scope.{0,40}(must be provided|required|missing)|missing.{0,20}scope/i),
    ),
    sentScope,
  ),
  rule(
    'scope.mixed-audiences',
    0.9,
    all(
      error('invalid_scope', 'invalid_request'),
      any(scopeNotes(SCOPE_NOTE_MIXTURE), says(/more than one resource|multiple (resource|audience)/i)),
    ),
    sentScope,
  ),
  rule('scope.invalid', 0.88, all(error('invalid_scope'), scopeNotes(SCOPE_NOTE_FAULT)), sentScope),
  rule(
    'scope.not-granted',
    0.75,
    all(error('invalid_scope'), says(/not (allowed|granted|authori[sz]ed|assigned|permitted)|unauthori[sz]ed scope/i)),
    sentScope,
  ),
  rule('scope.invalid', 0.6, error('invalid_scope', 'invalid_target'), sentScope),
  rule(
    'scope.not-granted',
    0.45,
    all(error('invalid_scope'), (context) => audienceOf(context.scope) !== undefined),
    sentScope,
  ),

  rule(
    'user.locked-or-disabled',
    0.93,
    says(
      /AUTH-(3002|3003|3025|1010)\b|AADSTS(50053|50057)\b|account.{0,20}(locked|disabled|deactivated|not activated)|user.{0,20}(locked|disabled|inactive)/i,
    ),
  ),
  rule(
    'user.password-expired',
    0.93,
    says(
      /AUTH-(3004|3005)\b|AADSTS(50055|50144)\b|password.{0,25}(expired|must be changed|change required)|not fully set up/i,
    ),
  ),
  rule('user.federated', 0.93, says(/AUTH-3012\b|federated/i)),
  rule(
    'user.mfa-or-policy',
    0.92,
    says(
      /AUTH-(3029|3030|3031|3033)\b|AADSTS(50076|50079|53003)\b|mfa_required|multi-?factor|second factor|sign.?on policy/i,
    ),
  ),
  rule(
    'user.not-assigned',
    0.9,
    says(/AUTH-3024\b|AADSTS(65001|50105)\b|not authorized to access the app|consent.?required|not assigned/i),
  ),
  rule('user.credentials-wrong', 0.92, says(/AUTH-(3001|3007|3018)\b|AADSTS50126\b/i)),

  rule(
    'input.wrong-token-kind',
    0.9,
    all(error('invalid_grant', 'invalid_request'), (context) => context.refreshTokenIsJwt),
    (context) => [...reply(context), evidence('request', 'the value sent as refresh token has the form of a JWT')],
  ),
  rule(
    'grant.refresh-unanswered',
    0.97,
    all(error('invalid_grant'), (context) => context.refreshUnansweredAt !== undefined),
    lostAnswer,
  ),
  rule(
    'grant.refresh-reused',
    0.95,
    all(error('invalid_grant'), says(/consumed|already (been )?used|re-?use|stale|replay/i)),
  ),
  rule(
    'grant.refresh-expired',
    0.85,
    all(error('invalid_grant'), grant('refresh_token'), says(/expired|revoked|inactive|not active|invalid refresh/i)),
  ),
  rule('grant.refresh-expired', 0.6, all(error('invalid_grant'), grant('refresh_token'))),
  rule('grant.refresh-reused', 0.45, all(error('invalid_grant'), grant('refresh_token'))),
  rule('user.credentials-wrong', 0.75, all(error('invalid_grant'), grant('password'))),
  rule(
    'clock.skew',
    0.86,
    all(
      error('invalid_grant', 'invalid_request', 'invalid_client'),
      any(usesAssertion, signsClientAssertion),
      clocksDiffer,
    ),
    clocks,
  ),
  rule('grant.assertion-invalid', 0.75, all(error('invalid_grant', 'invalid_request'), usesAssertion)),

  rule('grant.unsupported', 0.9, error('unsupported_grant_type'), sentGrant),
  rule('client.grant-not-allowed', 0.4, error('unsupported_grant_type'), sentGrant),
  rule('user.mfa-or-policy', 0.55, all(error('access_denied'), grant('password'))),
  rule(
    'user.denied',
    0.8,
    all(error('access_denied'), says(/\b(user|owner)\b.{0,40}\b(denied|declined|rejected|cancell?ed|aborted)\b/i)),
  ),
  rule('user.denied', 0.45, all(error('access_denied'), grant('authorization_code', 'device_code'))),
  rule('user.not-assigned', 0.5, error('access_denied')),
  rule('clock.skew', 0.3, clocksDiffer, clocks),
];
