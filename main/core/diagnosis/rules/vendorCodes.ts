import type { CauseId } from '../causes/causes.ts';
import type { Observed } from '../observed.ts';
import { around } from './rule.ts';
import type { Rule } from './rule.ts';

type Row = readonly [cause: CauseId, confidence: number, codes: string];

const EXACT = 0.97;
/** Codes that a vendor uses for more than one fault: a wording beside it may know better. */
const BROAD = 0.75;

/** Identity domains: sign-in and session codes, [D] MFAAuthAPIErrorCodes. */
const AUTH: readonly Row[] = [
  ['user.credentials-wrong', EXACT, '3001 3007 3018'],
  ['user.locked-or-disabled', EXACT, '1010 3002 3003 3025'],
  ['user.password-expired', EXACT, '3004 3005'],
  ['user.federated', EXACT, '3012'],
  ['user.mfa-or-policy', EXACT, '1108 3029 3030 3031 3033'],
  ['user.not-assigned', EXACT, '3024'],
  ['grant.logout-uri', EXACT, '3013'],
  ['token.malformed', BROAD, '3008'],
  ['token.expired', BROAD, '3009 1110'],
  ['grant.assertion-invalid', BROAD, '3014 3015 3016 3017 3019 3020'],
  ['client.inactive', EXACT, '1122'],
  ['grant.state-mismatch', BROAD, '1117 1120'],
  ['user.credentials-wrong', 0.6, '3010 3028'],
  ['domain.unavailable', BROAD, '3006 3011'],
];

/** Entra: the list of its AADSTS codes. */
const AADSTS: readonly Row[] = [
  ['client.credentials-wrong', EXACT, '7000215 7000222'],
  ['client.credentials-wrong', BROAD, '50012'],
  ['client.other-domain', EXACT, '700016 90002'],
  ['client.other-domain', BROAD, '50020'],
  ['client.inactive', EXACT, '7000112'],
  ['client.auth-method', EXACT, '7000218 700025 7000216'],
  ['client.grant-not-allowed', EXACT, '700051 700054'],
  ['client.grant-not-allowed', BROAD, '70001'],
  ['client.certificate-not-registered', EXACT, '700027'],
  ['client.assertion-invalid', EXACT, '700021 700023 700024'],
  ['client.network-perimeter', BROAD, '530031'],
  ['scope.invalid', EXACT, '500011 650053'],
  ['scope.invalid', BROAD, '70011'],
  ['scope.mixed-audiences', EXACT, '28000 28003'],
  ['scope.not-granted', EXACT, '65005 650057 650056'],
  ['user.credentials-wrong', EXACT, '50126 50034 50056 50064'],
  ['user.locked-or-disabled', EXACT, '50053 50057'],
  ['user.password-expired', EXACT, '50055 50144 50142'],
  [
    'user.mfa-or-policy',
    EXACT,
    '50076 50079 50072 50074 53000 53001 53002 53003 53004 50158 50097 500121 530003 50131 50005',
  ],
  ['user.not-assigned', EXACT, '50105 65001 90094 90093 50177'],
  ['user.denied-consent', EXACT, '65004'],
  ['user.federated', BROAD, '51004 50107'],
  ['grant.code-invalid', EXACT, '54005'],
  ['grant.redirect-uri', EXACT, '50011 500117'],
  ['grant.pkce', EXACT, '501481 50148 9002325'],
  ['grant.refresh-expired', EXACT, '700082 700084 50173 50089 50078 700081 70043'],
  ['grant.refresh-expired', BROAD, '50133 70008'],
  ['grant.device-pending', EXACT, '70016'],
  ['grant.device-expired', EXACT, '70020 70019'],
  ['grant.unsupported', EXACT, '70003'],
  ['grant.assertion-invalid', EXACT, '50013 500133 50027 50008 50006 51006'],
  ['grant.assertion-invalid', BROAD, '500131 5002738'],
  ['domain.rate-limited', EXACT, '50196 90055'],
  ['domain.unavailable', EXACT, '90033 90012'],
];

/** Azure AD B2C. */
const AADB2C: readonly Row[] = [
  ['scope.mixed-audiences', EXACT, '146'],
  ['scope.invalid', EXACT, '117'],
  ['scope.not-granted', EXACT, '205'],
  ['client.credentials-wrong', EXACT, '081'],
  ['client.auth-method', EXACT, '079 084'],
  ['user.denied-consent', EXACT, '091'],
  ['user.credentials-wrong', EXACT, '225 053 054'],
  ['user.locked-or-disabled', EXACT, '114'],
  ['grant.redirect-uri', EXACT, '006'],
  ['grant.refresh-expired', EXACT, '080 128 129'],
  ['grant.refresh-expired', BROAD, '088'],
  ['grant.pkce', EXACT, '183'],
  ['client.certificate-not-registered', BROAD, '209'],
];

/** Okta: the list of its error codes. */
const OKTA: readonly Row[] = [
  ['user.credentials-wrong', EXACT, '004'],
  ['token.missing', BROAD, '005'],
  ['api.role-missing', EXACT, '006'],
  ['api.wrong-url', EXACT, '007'],
  ['token.malformed', BROAD, '011'],
  ['api.bad-request', EXACT, '001 003 021'],
  ['input.wrong-endpoint', BROAD, '022'],
  ['user.password-expired', EXACT, '064'],
  ['user.locked-or-disabled', EXACT, '069'],
  ['domain.rate-limited', EXACT, '047'],
  ['user.mfa-or-policy', EXACT, '068 079'],
  ['api.server-error', BROAD, '009'],
  ['domain.unavailable', BROAD, '010'],
];

/** WSO2: the fault codes of its gateway. */
const WSO2: readonly Row[] = [
  ['token.expired', BROAD, '900901'],
  ['token.missing', EXACT, '900902'],
  ['token.malformed', BROAD, '900900 900903'],
  ['token.insufficient-scope', EXACT, '900910'],
  ['api.role-missing', EXACT, '900908'],
  ['domain.rate-limited', EXACT, '900800 900801 900802 900803 900804'],
  ['api.wrong-url', BROAD, '900906'],
];

/** Snowflake: OAuth and network policy. */
const SNOWFLAKE: readonly Row[] = [
  ['client.network-perimeter', EXACT, '390422'],
  ['api.user-unknown', EXACT, '390304 390309'],
  ['token.expired', EXACT, '390318 390114'],
  ['token.malformed', EXACT, '390303'],
  ['api.role-missing', EXACT, '390317 390186'],
  ['grant.assertion-invalid', BROAD, '390144'],
];

/** OCI, Microsoft Graph and Azure: `code` of an API's error. */
const API_CODES: readonly Row[] = [
  [
    'api.role-missing',
    EXACT,
    'NotAuthorizedOrNotFound NotAuthorized Authorization_RequestDenied AuthorizationFailed ErrorAccessDenied',
  ],
  ['domain.rate-limited', EXACT, 'TooManyRequests ApplicationThrottled'],
  ['api.wrong-url', EXACT, 'InvalidUri Request_ResourceNotFound ResourceNotFound'],
  ['api.bad-request', BROAD, 'InvalidParameter MissingParameter CannotParseRequest Request_BadRequest'],
  ['token.expired', EXACT, 'ExpiredAuthenticationToken'],
  ['token.malformed', BROAD, 'InvalidAuthenticationToken'],
  ['token.audience', EXACT, 'InvalidAuthenticationTokenAudience'],
  ['domain.unavailable', BROAD, 'ServiceUnavailable'],
];

/** Salesforce, AWS, Apigee, Google: names that stand for one fault. */
const NAMES: readonly Row[] = [
  ['token.expired', BROAD, 'INVALID_SESSION_ID'],
  [
    'domain.rate-limited',
    EXACT,
    'REQUEST_LIMIT_EXCEEDED RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED SpikeArrestViolation QuotaViolation ThrottlingException TooManyRequestsException',
  ],
  [
    'token.insufficient-scope',
    EXACT,
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT InsufficientScope insufficientScopes insufficientPermissions',
  ],
  ['token.expired', EXACT, 'access_token_expired ExpiredTokenException ACCESS_TOKEN_EXPIRED'],
  ['token.missing', BROAD, 'MissingAuthenticationTokenException CREDENTIALS_MISSING'],
  ['token.malformed', BROAD, 'ACCESS_TOKEN_TYPE_UNSUPPORTED InvalidAccessToken'],
  ['client.inactive', EXACT, 'client_disabled'],
  ['user.locked-or-disabled', EXACT, 'user_disabled user_temporarily_disabled UserNotConfirmedException'],
  ['user.credentials-wrong', BROAD, 'invalid_user_credentials user_not_found UserNotFoundException'],
  ['client.credentials-wrong', BROAD, 'invalid_client_credentials'],
  ['api.role-missing', BROAD, 'INSUFFICIENT_ACCESS AccessDeniedException IAM_PERMISSION_DENIED'],
  ['api.server-error', BROAD, 'InternalServerErrorException'],
];

const table = (pattern: RegExp, rows: readonly Row[]): readonly Rule[] =>
  rows.map(([cause, confidence, codes]) => {
    const known = new Set(codes.split(' '));
    return {
      cause,
      confidence,
      applies: (seen: Observed) => {
        for (const [whole, code = ''] of seen.words.matchAll(pattern))
          if (known.has(code)) return [around(seen, whole)];
        return undefined;
      },
    };
  });

/** What vendors' codes stand for; a code says more than its sentence, which changes with version and language. */
export const VENDOR_CODE_RULES: readonly Rule[] = [
  ...table(/\bAUTH-(\d{4})\b/gi, AUTH),
  ...table(/\bAADSTS(\d{5,7})\b/gi, AADSTS),
  ...table(/\berror_codes["']?\s?[:=]+>?\s?\[\s?(\d{5,7})\b/gi, AADSTS),
  ...table(/\berror\?code=(\d{5,7})\b|invalid_client: (\d{7}) -/gi, AADSTS),
  ...table(/\bAADB2C90(\d{3})\b/gi, AADB2C),
  ...table(/\bE0000(\d{3})\b/gi, OKTA),
  ...table(/\b(900[89]\d\d)\b/g, WSO2),
  ...table(/\b(39\d{4})\b/g, SNOWFLAKE),
  ...table(/"code"\s?:\s?"([A-Za-z_]{5,60})"/g, API_CODES),
  ...table(/\b([A-Za-z]{1,30}(?:_[A-Za-z]{1,30}){1,5}|[A-Z][A-Za-z]{5,40}|insufficient[A-Z][a-z]{3,20})\b/g, NAMES),
];
