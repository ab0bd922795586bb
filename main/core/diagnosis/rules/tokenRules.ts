import type { Evidence } from '#contract/diagnosis.ts';
import { audienceOf, readScope } from '../../oauth/exchange/scope.ts';
import type { CauseId } from '../causes/causes.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import { evidence } from '../quote.ts';
import {
  all,
  any,
  anyOf,
  error,
  failed,
  grant,
  not,
  place,
  reply,
  rule as anyRule,
  says,
  sentGrant,
  sentMethod,
  sentTo,
  status,
} from './rule.ts';
import type { Rule } from './rule.ts';

const LARGEST_SKEW_SECONDS = 120;
const SCOPE_NOTE_FAULT = /slash|https:\/\/|percent-encoded|comma|should read/;
const SCOPE_NOTE_MIXTURE = /several audiences|stands alone/;

const atTokenEndpoint = all(place('token', 'authorize', 'page'), failed);

const rule = (cause: CauseId, confidence: number, test: Test, quote: Quote = reply): Rule =>
  anyRule(cause, confidence, all(atTokenEndpoint, test), quote);

function sentScope(seen: Observed): Evidence[] {
  const { scope } = seen;
  if (scope === undefined) return reply(seen);
  const notes = readScope(scope).notes.map((note) => evidence('request', note));
  return [...reply(seen), evidence('request', scope === '' ? 'no scope' : `scope=${scope}`), ...notes];
}

function clocks({ clockSkewSeconds = 0 }: Observed): Evidence[] {
  const seconds = Math.round(clockSkewSeconds);
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  return [evidence('clock', `the server’s clock is ${Math.abs(seconds)} s ${direction} this machine’s`)];
}

function lostAnswer(seen: Observed): Evidence[] {
  const sentAt = new Date(seen.refreshUnansweredAt ?? 0).toISOString();
  return [...reply(seen), evidence('vault', `sent at ${sentAt}, no answer kept`)];
}

/** Whose code names no fault, or that of the client alone. */
const clientRefused = any(
  error('invalid_client'),
  all(status(401), (seen) => seen.error === undefined),
);
const scopeNotes =
  (pattern: RegExp): Test =>
  ({ scope }) =>
    scope !== undefined && readScope(scope).notes.some((note) => pattern.test(note));
const sentNoScope: Test = ({ scope }) => scope?.trim() === '';
const clocksDiffer: Test = ({ clockSkewSeconds = 0 }) => Math.abs(clockSkewSeconds) > LARGEST_SKEW_SECONDS;
const onPage: Test = ({ url = '' }) => /\/ui\/v1\/|\/\/console\./.test(url);
const usesAssertion = grant(/jwt-bearer|saml2-bearer/);
const signsClientAssertion: Test = ({ clientAuthMethod = '' }) =>
  clientAuthMethod === 'private_key_jwt' || clientAuthMethod === 'client_secret_jwt';

/** What a token endpoint's refusal means: the code of the error first, wordings as hints. */
export const TOKEN_RULES: readonly Rule[] = [
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
    all(status(403), (seen) => seen.error === undefined),
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
    all(clientRefused, (seen) => seen.secretFlaws.length > 0),
    (seen) => [...reply(seen), ...seen.secretFlaws.map((flaw) => evidence('request', `the client secret ${flaw}`))],
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
    all(clientRefused, (seen) => seen.clientAuthMethod === 'none'),
    sentMethod,
  ),
  rule(
    'client.auth-method',
    0.5,
    all(clientRefused, (seen) => seen.clientAuthMethod === 'client_secret_post'),
    sentMethod,
  ),
  rule(
    'client.certificate-not-registered',
    0.8,
    all(clientRefused, (seen) => /^(private_key_jwt|tls_client_auth)$/.test(seen.clientAuthMethod ?? '')),
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
    all(error('invalid_scope'), (seen) => audienceOf(seen.scope ?? '') !== undefined),
    sentScope,
  ),

  rule(
    'user.locked-or-disabled',
    0.93,
    says(
      anyOf(
        /AUTH-(3002|3003|3025|1010)\b/,
        /AADSTS(50053|50057)\b/,
        /account.{0,20}(locked|disabled|deactivated|not activated)/,
        /user.{0,20}(locked|disabled|inactive)/,
      ),
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
    all(error('invalid_grant', 'invalid_request'), (seen) => seen.refreshTokenIsJwt),
    (seen) => [...reply(seen), evidence('request', 'the value sent as refresh token has the form of a JWT')],
  ),
  rule(
    'grant.refresh-unanswered',
    0.97,
    all(error('invalid_grant'), (seen) => seen.refreshUnansweredAt !== undefined),
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
    all(error('invalid_grant'), grant(/^refresh_token$/), says(/expired|revoked|inactive|not active|invalid refresh/i)),
  ),
  rule('grant.refresh-expired', 0.6, all(error('invalid_grant'), grant(/^refresh_token$/))),
  rule('grant.refresh-reused', 0.45, all(error('invalid_grant'), grant(/^refresh_token$/))),
  rule('user.credentials-wrong', 0.75, all(error('invalid_grant'), grant(/^password$/))),
  rule(
    'clock.skew',
    0.95,
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
  rule('user.mfa-or-policy', 0.55, all(error('access_denied'), grant(/^password$/))),
  rule(
    'user.denied-consent',
    0.8,
    all(error('access_denied'), says(/\b(user|owner)\b.{0,40}\b(denied|declined|rejected|cancell?ed|aborted)\b/i)),
  ),
  rule('user.denied-consent', 0.45, all(error('access_denied'), grant(/authorization_code|device_code/))),
  rule('user.not-assigned', 0.5, error('access_denied')),
  rule('clock.skew', 0.3, clocksDiffer, clocks),
];
