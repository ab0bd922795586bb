import { any, all, error, failed, grant, not, place, rule, says, sign } from './rule.ts';
import type { Rule } from './rule.ts';

/** Whoever signs in. */
export const USER_RULES: readonly Rule[] = [
  sign(
    'user.locked-or-disabled',
    0.95,
    /(?:(?:user|account|login|profile|identity|resource owner)\b.{0,60}(?:is |was |has been |are )?(?:temporarily |currently |permanently )?(?:locked|disabled|deactivated|suspended|blocked|inactive|not active|not activated|not enabled|deprovisioned|frozen|has been disabled|not (?:yet )?(?:been )?(?:activated|confirmed|verified)|pending activation|staged)|(?:locked|disabled|inactive|deactivated|suspended|blocked|frozen|unconfirmed) (?:user|account|login)|LOCKED_OUT|PASSWORD_LOCKED|inactive user|too[_ ]many[_ ](?:failed )?(?:login |sign-?in )?attempts|locked[_ ]out|user[_ ](?:locked|disabled|inactive)|multiple (?:consecutive|failed) (?:login|sign-?in)|brute[- ]force|activate your account|email (?:address )?(?:is )?not (?:yet )?(?:been )?verified|user[_ ]temporarily[_ ]disabled)/i,
    failed,
    not(says(/client_disabled|service account .{0,20}not enabled|blocked by (?:conditional|cors)/i)),
  ),
  sign(
    'user.password-expired',
    0.95,
    /(?:\bpassword\b.{0,40}(?:has |is |have |are )?(?:expired|must be (?:changed|reset|updated)|needs? to be (?:changed|reset|updated)|reset (?:is )?required|change (?:is )?required|update required|no longer valid|temporary)|(?:change|reset|update|renew) (?:your |the )?(?:temporary |initial )?password|(?:expired|temporary|initial) password|PASSWORD_EXPIRED|PASSWORD_WARN|NEW_PASSWORD_REQUIRED|PasswordResetRequired|must change (?:your |the |their )?password|not fully set up|CredentialsExpired|credentials have expired|resolve_required_actions|required action|force[_ ]?(?:change )?password)/i,
    failed,
    not(says(/client secret|client credentials|key store|client_secret/i)),
  ),
  sign(
    'user.federated',
    0.95,
    /(?:federated (?:user|account|identit)|user is (?:a )?federated|federation|sign in (?:with|through|via|using) (?:your )?(?:organi[sz]ation|corporate|company|identity provider|idp|sso)|(?:external|social|corporate) (?:identity provider|idp|user|login).{0,40}(?:password|not|cannot|must)|single[- ]sign[- ]on (?:is )?(?:required|enforced|enabled)|(?:sso|saml) (?:is )?(?:required|enforced)|WS-?Trust|wsfed|realm discovery|local (?:sign-?in|login|authentication) (?:is )?(?:not (?:allowed|permitted)|disabled)|user .{0,30}managed by .{0,30}(?:identity provider|idp)|password-based log ?in .{0,30}(?:not|disabled)|managed by an external|DELEGATED_AUTH|idp-initiated user)/i,
    failed,
    not(says(/federatedIdentityCredential|workload identity federation|IDP_ERROR/i)),
  ),
  sign(
    'user.mfa-or-policy',
    0.95,
    /(?:mfa[_ ]?(?:is |required|enroll\w*|token|challenge|registration)|\bmfa\b|multi-?factor|two[- ]?factor|second[- ]factor|\b2fa\b|\botp\b.{0,20}(?:required|invalid|missing)|step[- ]?up|additional (?:verification|authentication|factor)|sign[- ]?on policy|conditional access|access policy|authentication policy|device (?:is )?not (?:compliant|managed|registered|trusted)|password(?:less)? policy|risky|risk[- ]based|high risk|interaction_required|stronger authentication|strong(?:er)? auth|acr values?|unmet_authentication|SOFTWARE_TOKEN_MFA|SMS_MFA|login policy|proof[- ]?up|account_verification|identity verification|location policy|requires? (?:a )?verification code|session (?:security level|policy))/i,
    failed,
    not(
      says(
        /policy evaluation failed|IP\b.{0,30}policy|network policy|(?:quota|rate|throttl).{0,20}policy|api access policy|security policy/i,
      ),
    ),
  ),
  sign(
    'user.not-assigned',
    0.94,
    /(?:(?:user|account|owner|principal|subject)\b.{0,160}(?:is |was |has |are )?(?:not (?:been )?(?:assigned|authorized|granted|approved|permitted|allowed|entitled|a member|provisioned)|not have access|hasn't (?:approved|been|consented|authorized)|has not (?:approved|consented|authorized|been))\b.{0,60}(?:application|app\b|client|role|consumer|use|access|consent|this|connected|group|tenant|organization|sign)|not assigned to|not assigned\b|consent (?:is )?(?:required|needed|missing)|consent[_ ]required|(?:admin(?:istrator)?|user) (?:or administrator )?(?:has not|hasn't|must|needs to|approval|consent)\b|need admin approval|admin[- ]only|not consented|approval (?:is )?required|hasn't approved this consumer|not admin approved|authorized to access the app\b|app access denied|not (?:allowed|permitted) to (?:use|access|sign in to|log in to) (?:the |this )?app|OAUTH_APP_BLOCKED|OAUTH_APP_ACCESS_DENIED|org_internal|(?:access|restricted) to users within|test users|has not completed the .{0,20}verification)/i,
    failed,
    not(says(/client application is not|client is not authorized|client is not assigned|scope .{0,40}not assigned/i)),
  ),
  sign(
    'user.denied-consent',
    0.94,
    /(?:(?:user|owner|customer|you)\b.{0,40}(?:denied|declined|rejected|cancell?ed|refused|did not (?:grant|authorize|consent|approve|allow|give)|has denied|aborted)\b|(?:denied|declined|rejected|cancell?ed|refused|aborted) (?:by )?(?:the )?(?:user|owner|end[- ]user|consent|authori[sz]ation|access|request)\b|consent (?:was )?(?:denied|declined|rejected|refused)|authorization (?:was )?(?:denied|cancell?ed)|user_denied|user_cancell?ed|end-user denied|the user said no|cancel(?:l?ed)? (?:the )?(?:login|sign-?in|authentication|consent))/i,
    failed,
    not(says(/sign on policy|is not assigned|admin|blocked|\b40[13]\b|insufficient|policy/i)),
    any(error('access_denied'), not(place('api'))),
  ),
  rule(
    'user.denied-consent',
    0.72,
    all(
      failed,
      error('access_denied'),
      not(place('api')),
      not(grant(/password|client_credentials/)),
      not(says(/polic|assign|grant|not authorized|permission|scope|mfa/i)),
    ),
  ),
  sign(
    'user.credentials-wrong',
    0.955,
    /(?:invalid|wrong|incorrect|bad) (?:user ?name|user ?id|e-?mail|login|user)(?: address)?(?: or | and |\/|, )(?:the )?password/i,
    failed,
  ),
  sign(
    'user.credentials-wrong',
    0.92,
    /(?:(?:invalid|wrong|incorrect|bad|unknown) (?:user ?name|user|login|e-?mail(?: address)?|password|resource owner|username\/password|user ?id)\b(?:,?(?: ?(?:or|and|\/|&) ?)(?:the )?(?:invalid |wrong |incorrect )?(?:password|credentials?|user ?name))?|(?:user ?name|login|e-?mail|user ?id|user)(?: or |\/| and |, )+(?:the )?password\b.{0,40}(?:is |are |was |were )?(?:invalid|incorrect|wrong|not (?:valid|correct|match)|fail)|(?:invalid|wrong|incorrect|bad) (?:user )?(?:credentials?|login)\b|password (?:is |was )?(?:invalid|incorrect|wrong|mismatch|does ?n[o']t match|not (?:valid|correct|match))|user(?:name)? (?:does not|doesn't|not) (?:exist|found|be found)|(?:user|account) .{0,60}(?:does not exist in|not found in) (?:the |this )?(?:directory|tenant|realm|domain|organi[sz]ation)|resource owner (?:password )?credentials? (?:are |is )?(?:invalid|incorrect|wrong)|(?:invalid|incorrect) resource owner|no account found|no user found|authentication failure|authentication failed, (?:user|password|credentials)|bad credentials|invalid_user_credentials|invalid_username_or_password|user[_ ]not[_ ]found|NotAuthorizedException: incorrect|sign-in failed: wrong|logon failure|Validating credentials failed)/i,
    failed,
    not(place('api', 'keys')),
    not(
      says(
        /client|application|consumer|token is|jwt|subject|assertion|wsse|InvalidSecurity|\/rest\/|FailedAuthentication/i,
      ),
    ),
  ),
  sign(
    'user.credentials-wrong',
    0.9,
    /(?:invalid (?:username|user name|user credentials)|wrong email or password|invalid_user_credentials|authentication failed\b)/i,
    any(grant(/^password$/), error('invalid_grant'), says(/AADSTS|password|errorCode/i)),
    failed,
    not(place('api')),
    not(says(/client authentication failed|client credentials/i)),
  ),
];
