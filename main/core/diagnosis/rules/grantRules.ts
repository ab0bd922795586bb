import { all, any, error, failed, grant, not, place, rule, says, sentGrant, sign } from './rule.ts';
import { evidence } from '../quote.ts';
import type { Observed, Test } from '../observed.ts';
import type { Rule } from './rule.ts';

const statesDiffer: Test = ({ states }: Observed) => states !== undefined && states[0] !== states[1];

/** What the grants themselves go wrong by: codes, redirects, refresh tokens, devices, assertions. */
export const GRANT_RULES: readonly Rule[] = [
  rule('grant.state-mismatch', 0.96, statesDiffer, () => [
    evidence('request', 'the state that came back is not the one that was sent'),
  ]),
  sign(
    'grant.state-mismatch',
    0.95,
    /(?:\b(?:oauth ?)?state\b.{0,80}(?:mismatch|did ?n[o']t match|does ?n[o']t match|not match|missing|invalid|differ|unknown|not found|expected|lost|was not|tampered|expired|unequal)|(?:invalid|missing|unexpected|mismatch(?:ed|ing)?|unknown|wrong|bad|no|unable to verify|could not (?:find|verify|validate)|unable to (?:find|verify|validate)|forged) (?:authorization |oauth2? |request |auth |the )*["']?state\b|nonce\b.{0,80}(?:mismatch|did ?n[o']t match|does ?n[o']t match|not match|missing|invalid|differ|was null|expected|not found|null)|(?:invalid|missing|unexpected|mismatch(?:ed|ing)?|wrong) ["']?nonce|IDX2132[0-9]|IDX2131[0-9]|correlation (?:failed|cookie)|csrf|authorization_request_not_found|CsrfTokenException|checks\.(?:state|nonce)|invalid_(?:nonce|state)\w*|MismatchingStateError|InvalidNonce|PKCE_STATE|InvalidStateError|OAuthCallbackError.{0,40}state|state cookie|login context .{0,20}(?:expired|lost)|anti[- ]?forgery|cross-site request forgery|unable to match .{0,20}login request)/i,
    failed,
    not(says(/device|expected state code|invalid state transition|state-?less|code_challenge|status/i)),
  ),
  sign(
    'grant.redirect-uri',
    0.95,
    /(?:redirect[_ ]?ur[il]s?\b.{0,200}(?:mismatch|does ?n[o']t match|did ?n[o']t match|do not match|not (?:match|registered|allowed|valid|configured|whitelisted|permitted|in the list|listed|found|exact|authorized|defined|set)|invalid|unregistered|incorrect|wrong|missing|required|unknown|disallowed|differ|must (?:match|be)|isn't|unauthorized)|(?:invalid|incorrect|mismatch(?:ed|ing)?|unregistered|unknown|wrong|bad|unauthorized|missing|illegal|unsupported|disallowed)[ _](?:parameter: |required parameter: |parameter:? ['"]?)?redirect(?:ion)?[_ ]?ur[il]|redirect_uri_mismatch|invalid_redirect_uri|callback (?:url|uri)\b.{0,60}(?:mismatch|not|invalid|does)|(?:reply|return) (?:url|address|uri)\b.{0,80}(?:mismatch|does not match|did not match|not|invalid|specified in the request)|reply address did not match|invalid redirect url|registered (?:redirect|callback)|RedirectMismatch|redirection URI)/i,
    failed,
    not(says(/post[_ ]?logout|logout/i)),
  ),
  sign(
    'grant.logout-uri',
    0.97,
    /(?:log(?:out|off)[ _-]?(?:redirect )?(?:url|uri)s?\b.{0,80}(?:invalid|not|mismatch|unknown|missing)|post[_ ]?logout[_ ]?(?:redirect[_ ]?)?(?:ur[il]s?)?.{0,120}(?:invalid|not|mismatch|unknown|unregistered|missing|does)|(?:invalid|incorrect|unregistered|unknown|missing).{0,30}post[_ ]?logout|allowed log ?out urls|invalid (?:log ?out|sign ?out) (?:url|uri|redirect)|AUTH-3013|sign[- ]?out (?:url|uri) .{0,40}(?:invalid|not))/i,
    failed,
  ),
  sign(
    'grant.pkce',
    0.96,
    /(?:code[_ -]?verifier|code[_ -]?challenge|\bPKCE\b|proof key|InvalidCodeVerifier|transform algorithm not supported|S256 .{0,30}(?:required|only)|code challenge)/i,
    failed,
    any(
      says(
        /invalid|fail|missing|required|must|mismatch|does ?n[o']t|did ?n[o']t|not |wrong|incorrect|error|unsupported|rejected/i,
      ),
    ),
    not(says(/http-outgoing|>> "/i)),
  ),
  sign(
    'grant.device-pending',
    0.96,
    /(?:authorization[_ ]pending|\bslow_down\b|authorization (?:request )?is (?:still )?pending|(?:user|device) (?:has |is )?(?:not yet|yet to|still).{0,60}(?:authori|approv|complet|log|sign|enter|device)|polling too (?:fast|frequently|quickly|often)|polled too|not yet (?:authorized|approved|completed|entered)|precondition required)/i,
    failed,
  ),
  sign(
    'grant.device-expired',
    0.95,
    /(?:\bexpired_token\b|(?:device|user)[_ ]?code\b.{0,60}(?:expired|invalid|not (?:valid|found)|unknown|already)|(?:expired|invalid|unknown|incorrect) (?:device|user)[_ ]?code|device (?:flow|authorization|grant|login|session).{0,40}(?:expired|timed out)|verification code expired|code_expired|DEVICE_CODE_EXPIRED|incorrect_device_code|bad_verification_code_device)/i,
    failed,
    not(says(/authorization_pending/)),
  ),
  rule('grant.unsupported', 0.9, all(failed, error('unsupported_grant_type', 'unsupported_response_type')), sentGrant),
  sign(
    'grant.unsupported',
    0.9,
    /(?:unsupported_(?:grant|response)_type|(?:unsupported|unknown|unrecognized|invalid|bad) (?:grant|response)[ _]?type|(?:grant|response)[ _]type\b.{0,80}(?:not supported|unsupported|unknown|is invalid|not recognized|unrecognized|not valid|is not implemented|not known)|no (?:token )?(?:granter|grant handler|grant type handler)|does not (?:support|know) (?:the |this )?(?:grant|requested grant)|unsupported grant)/i,
    failed,
    not(says(/for (?:the |this )?client|not allowed|not (?:authorized|permitted)/i)),
  ),
  sign(
    'grant.refresh-reused',
    0.96,
    /(?:already (?:been )?(?:consumed|used|redeemed|rotated|exchanged)|(?:refresh[_ ]token).{0,60}(?:re-?us|replay|already|consumed|rotat)|(?:re-?use|replay) (?:of |detected).{0,40}(?:refresh|token)|reuse (?:detected|exceeded)|refresh token reuse|stale (?:refresh )?token|token reuse|token has (?:already )?been consumed|reused? (?:rotated |refresh )|token family|unsuccessful authentication attempt: .{0,20}rotated)/i,
    failed,
    not(
      says(
        /\bcode\b(?!["']? ?:).{0,60}(?:already|redeemed|used|consumed)|authorization code|\bjti\b|assertion|verifier|AADSTS54005|nonce/i,
      ),
    ),
  ),
  sign(
    'grant.refresh-expired',
    0.94,
    /(?:refresh[_ ]?token\b.{0,100}(?:expired|revoked|invalid|inactive|not (?:valid|found|active|exist|recognized|known)|unknown|malformed|does not exist|no longer|has been revoked|is incorrect|due to inactivity|not match)|(?:expired|revoked|invalid|unknown|bad|inactive|unrecognized|malformed|corrupt) (?:or (?:expired|revoked|invalid) )?refresh[_ ]?token|expired or revoked|expired\/revoked|expired access\/refresh token|offline (?:session|user session) (?:not (?:active|found)|expired)|session not active|token is not active|session (?:doesn't|does not) have required client|grant (?:was |has been |is )?(?:revoked|expired|not found)|token was revoked|unable to refresh|could not refresh|inactive for \d|re-?authenticat\w+ .{0,30}refresh)/i,
    failed,
    not(place('api')),
    not(
      says(
        /access token (?:has )?expired|authorization code|already been|reuse|stale|device|jwt expired|no refresh|not allowed|introspect/i,
      ),
    ),
  ),
  sign(
    'grant.refresh-expired',
    0.85,
    /(?:token (?:is |has |was )?(?:been )?(?:expired|revoked|inactive|invalid|not active)|(?:expired|invalid) token|session (?:has )?(?:expired|ended|terminated))/i,
    any(grant(/^refresh_token$/), error('invalid_grant')),
    failed,
    not(place('api')),
    not(grant(/jwt-bearer|saml|authorization_code|device/)),
    not(says(/assertion|jwt|\bcode\b ?(?:is|has|not|was)|AADSTS|device|iat\b/i)),
  ),
  sign(
    'grant.code-invalid',
    0.95,
    /(?:(?:auth(?:ori[sz]ation)?|oauth2?|the|provided|access|your|this|verification|grant)[ _-]?code\b.{0,100}(?:expired|already|invalid|not (?:valid|found|exist|recognized|known)|unknown|malformed|incorrect|was not|redeemed|used|does not exist|revoked|has been|wrong|issued to|doesn't|bad)|(?:expired|invalid|unknown|used|bad|incorrect|malformed|wrong|unrecognized|illegal) (?:authori[sz]ation |grant: |auth |oauth |access |verification )?code\b(?! ?(?:verifier|challenge|point|page|[:=]))|code (?:not valid|is (?:not valid|invalid|expired)|has expired|was already|already used|expired)|bad_verification_code|code not (?:found|valid)|'code' parameter is not valid|access grant is (?:invalid|malformed)|grant is invalid or malformed|AuthorizationCodeExpired|code_already_used|InvalidAuthorizationCode|invalid_code|Malformed auth code|code was already redeemed|authcode)/i,
    failed,
    not(
      says(
        /device_?code|device code|user_?code|code_verifier|code verifier|code_challenge|status code|response code|exit code|error code|failed with code|mfa|otp/i,
      ),
    ),
  ),
  sign(
    'grant.code-invalid',
    0.93,
    /(?:auth(?:ori[sz]ation)? code\b.{0,80}(?:expired|already|invalid|malformed|not (?:valid|found)|redeemed|used)|(?:malformed|invalid|expired) auth(?:ori[sz]ation)? code|access grant is invalid)/i,
    failed,
    not(says(/code_verifier|device/i)),
  ),
  rule(
    'grant.code-invalid',
    0.72,
    all(
      failed,
      error('invalid_grant'),
      grant(/^authorization_code$/),
      not(says(/redirect|verifier|pkce|challenge|client|user|AADSTS(?!7000[0-9]\b)/i)),
    ),
  ),
  rule(
    'grant.refresh-expired',
    0.62,
    all(
      failed,
      error('invalid_grant'),
      not(({ grantType }) => grantType !== undefined),
      says(/refresh/i),
    ),
  ),
  rule(
    'grant.code-invalid',
    0.45,
    all(
      failed,
      error('invalid_grant'),
      not(({ grantType }) => grantType !== undefined),
    ),
  ),
  rule(
    'grant.refresh-expired',
    0.42,
    all(
      failed,
      error('invalid_grant'),
      not(({ grantType }) => grantType !== undefined),
    ),
  ),
  rule('grant.device-expired', 0.6, all(failed, error('invalid_grant'), grant(/device_code/))),
  sign(
    'grant.assertion-invalid',
    0.94,
    /(?:(?<!client[_ ])assertion\b.{0,160}(?:invalid|expired|signature|fail|not (?:valid|within|yet|trusted|accept)|malformed|rejected|audience|issuer|subject|missing|unknown|replay|could not|unable|must)|(?:invalid|expired|malformed|bad|rejected|failed|unable to (?:parse|verify|validate)) (?:the )?(?:saml |jwt |user |bearer |oauth )?(?:2\.0 )?assertion|invalid jwt(?: signature|: |\b)|saml (?:response|assertion|token|bearer).{0,100}(?:invalid|expired|fail|not|reject)|short-lived token|(?:jwt|token).{0,30}reasonable timeframe|jwt (?:bearer )?(?:grant|validation) .{0,20}fail|audience is invalid|invalid_assertion|JWT signature .{0,20}fail|no (?:active )?(?:trusted )?(?:partner|issuer) .{0,30}(?:found|for))/i,
    failed,
    not(place('api')),
    any(says(/assertion|saml/i), grant(/jwt-bearer|saml|token-exchange/), error('invalid_grant')),
    not(says(/client[_ ]assertion|api error|ScopeNotGranted|bearer error/i)),
  ),
  sign(
    'grant.assertion-invalid',
    0.86,
    /(?:user .{0,40}(?:not found|does not exist|unknown)|unknown (?:user|subject)|signature|audience|issuer|expired|invalid)/i,
    grant(/jwt-bearer|saml/),
    error('invalid_grant', 'invalid_request'),
    failed,
  ),
  sign(
    'clock.skew',
    0.95,
    /(?:check (?:your |the )?(?:server |system |local )?(?:clock|time)|clock[ -]?skew|clocks? (?:is |are |may be )?(?:not (?:in sync|synchroni)|out of sync|wrong|drift|differ|off)|time (?:is |are )?(?:not (?:in sync|synchroni)|out of sync|skewed)|RequestTimeTooSkewed|RequestExpired|too far (?:in the (?:past|future)|from)|minutes? off|Signature expired: \w+ is now earlier|Signature not yet current|(?:system|server|local) (?:clock|time) .{0,40}(?:wrong|incorrect|differ|ahead|behind|sync)|used too early|time difference|issued in the future)/i,
    failed,
    not(says(/clock skew (?:of|is|:) ?0|allowed clock skew|ClockSkew: '|clockSkew=/i)),
  ),
  sign('clock.skew', 0.6, /allowed clock skew|clock ?skew/i, failed),
];
