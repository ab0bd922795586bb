import { all, any, error, failed, grant, not, place, rule, says, sign, status } from './rule.ts';
import type { Rule } from './rule.ts';

/** What APIs, gateways and the libraries of resource servers say of a token, and what comes after the token. */
export const TOKEN_WORDINGS: readonly Rule[] = [
  sign(
    'token.missing',
    0.94,
    /(?:full authentication is required|(?:no|missing|without(?: an?)?|absent|empty|required|not (?:find|provide|contain|include|supply|send)\w*|did ?n[o']t (?:find|contain|include)|lacks?|could not find|must (?:provide|include|supply)) (?:any |an? |the |valid |required |oauth2? |your )*(?:(?:bearer|access|auth(?:entication|orization)?|api|jwt|security|oauth)[ _-]?)+(?:tokens?|headers?|credentials?|keys?|object)\b|(?:access|bearer|auth(?:entication|orization)?|jwt|oauth)[ _-]?(?:token|header|credentials)\b.{0,40}(?:is |was |are |not |were )+(?:missing|absent|required|not (?:found|provided|present|supplied|specified|sent|set|included)|empty|null|found|provided|present|supplied|sent)|(?:header|token) ['"]?authorization['"]?.{0,40}(?:missing|required|not found|absent)|No auth(?:orization|entication)? (?:token|header|info)|Authentication credentials were not provided|no credentials|missing credentials|credentials (?:are |were )?(?:not (?:provided|supplied|found)|missing|required)|unauthenticated request|Missing Authentication Token|(?:request )?(?:is )?missing (?:required )?authentication|login required|no authorization token was found|subscription key|Authentication Object was not found|AuthenticationCredentialsNotFound|CredentialsNotFound|token not (?:provided|found|supplied|present|specified)|no token (?:was )?(?:provided|found|supplied|present|sent)|credentials_required|missing_token|no_token|You must be (?:logged|authenticated)|anonymous (?:caller|access|user)|Permission denied: anonymous)/i,
    failed,
    not(place('token', 'authorize', 'keys')),
    not(says(/refresh[_ ]token|no scope|invalid_client|id_token/i)),
  ),
  sign(
    'token.expired',
    0.93,
    /(?:TokenExpiredError|ExpiredSignature(?:Error)?|ERR_JWT_EXPIRED|SecurityTokenExpiredException|ExpiredJwtException|TokenExpiredException|IDX10223|JWTExpired|ExpiredTokenException|token_expired|expired_access_token|access_token_expired|jwt (?:is |has )?expired|expired (?:jwt|access[ _]?token|bearer|oauth|session)|(?:access[ _]?|bearer |session |security |id |oauth |auth(?:entication)? |the |this |jwt |your |user )?(?:token|jwt|signature|session|credentials?|ticket)\b.{0,60}(?:(?:is |has |had |was |have |been |already )+expired|expired|past its exp|is too old|no longer valid|lifetime .{0,20}(?:over|passed|exceeded))|expired.{0,20}token|lifetime validation failed|["']?exp["']? (?:claim )?.{0,60}(?:past|expired|timestamp check failed|fail|before|less than|check)|token expired|session (?:has )?expired|expired at \d|token'?s? expir\w+ .{0,30}(?:past|passed)|timed out session)/i,
    failed,
    not(
      says(
        /refresh[_ ]token|client_assertion|assertion|authorization code|device|password|certificate|not yet|expired or revoked|the code has|client secret|secret keys|invalid_grant/i,
      ),
    ),
  ),
  sign(
    'token.not-yet-valid',
    0.94,
    /(?:NotBeforeError|IDX10222|PrematureJwtException|ImmatureSignature(?:Error)?|SecurityTokenNotYetValid|jwt not active|(?:token|jwt) (?:is |was )?(?:not (?:yet )?(?:valid|active)(?: yet)?|used before|issued in the future)|not (?:valid |active )?(?:yet|before)\b.{0,60}(?:token|jwt|nbf|valid|active)|(?:token|jwt|claim).{0,60}not (?:be )?(?:yet|accepted|before|valid before|valid until)|["'(]?(?:nbf|iat)["')]?(?: claim| timestamp)?.{0,40}(?:future|not yet|fail|check|later|greater|after|before|too early|not valid)|not yet valid|used before (?:its )?(?:issue|not before|nbf)|issued (?:at|in) (?:a |the )?future|token can't be used yet|before (?:its )?valid)/i,
    failed,
    not(
      says(
        /certificate|refresh|check your (?:server )?clock|assertion|token is not active|current time .{1,40} is before/i,
      ),
    ),
  ),
  sign(
    'token.audience',
    0.94,
    /(?:IDX1020[68]|IDX10214|InvalidAudience(?:Error|Exception)?|JWTInvalidAudience|BearerTokenAudience|IncorrectClaimException.{0,60}aud|SecurityTokenInvalidAudience|(?:invalid|wrong|incorrect|unexpected|unknown|bad|mismatch(?:ed|ing)?|unauthorized) (?:authorization )?(?:token |jwt |["'])?(?:audience|["']?aud\b)|audience\b.{0,160}(?:invalid|mismatch|does ?n[o']t|did ?n[o']t|do not|not (?:match|allowed|valid|contain|accept|authorized|include|the|intended|found)|validation failed|is wrong|expected|required|unexpected|differ|incorrect|claim)|["'(]?aud["')]? (?:claim|value)?.{0,60}(?:invalid|mismatch|unexpected|not|does|missing|check_failed|fail|expected|wrong)|unexpected ["']aud|token audience|token (?:is |was )?(?:not )?(?:intended|meant|issued|valid) for (?:a |an |this |another |the |other )?(?:different |other )?(?:audience|resource|api|service|recipient)|Wrong recipient|not (?:intended|meant|issued) for|claim["']?: ["']aud)/i,
    failed,
    not(says(/client_assertion|assertion|client assertion|opaque/i)),
    not(place('token')),
  ),
  sign(
    'token.insufficient-scope',
    0.95,
    /(?:insufficient[_ -]?(?:oauth |client |authentication |token |api )*scopes?|missing_scope|no_scope|InsufficientScope|ACCESS_TOKEN_SCOPE_INSUFFICIENT|scopes?\b.{0,100}(?:insufficient|not sufficient|(?:is|are) (?:missing|required|needed)|is lacking)|(?:missing|lacks?|lacking|required?|requires|needs?|insufficient|without|not have|doesn't have|does not (?:have|contain|include)|must (?:have|include|contain)) (?:the |an? |any |of |one |these |following |required |sufficient |necessary |correct |proper |authori[sz]ation |oauth )*(?:scopes?\b|["']?scp["']? claim)|(?:token|credential|client).{0,80}(?:lacks?|missing|does not (?:have|contain|include)|doesn't (?:have|contain|include)|without) .{0,60}scope|required scope|scope .{0,60}not (?:present|in|found in|included in|granted in) .{0,20}token|authori[sz]ed scope is insufficient|not have (?:the )?(?:required|sufficient|enough) scope|token (?:has )?(?:no|insufficient) scope|SCOPE_NOT_PERMITTED|unauthorized scope for)/i,
    failed,
    not(says(/invalid_scope|scope.{0,10}must be provided|default scopes/i)),
    not(place('authorize')),
  ),
  sign(
    'token.client-token-for-user',
    0.95,
    /(?:application[- ]only|app[- ]only|\binvalid_session\b|user context|delegated (?:auth|permission|token|user|access)|(?:me|\/me) request is only valid|requires? (?:an? )?(?:user|delegated|end-user|user-specific|person\w*)[- ](?:token|access token|context|authentication|session|login|auth|identity)|(?:client[ _-]credentials?|service (?:account|principal)s?|application|app|machine-to-machine|m2m)[- ](?:grant|flow|token|access token|authentication|permission)s?\b.{0,60}(?:not (?:supported|allowed|accepted|permitted|valid)|cannot|forbidden|unsupported|is disallowed|can't)|(?:no|without|missing|not contain|lacks?|has no|requires a) (?:an? |any )?(?:signed[- ]in |end[- ]|authenticated |logged[- ]in )?user (?:in|context|identity|information|associated|principal|claim|bound)|token .{0,40}(?:does not|doesn't|not) .{0,30}(?:represent|belong to|identify|contain) (?:a |any |an )?(?:user|end-user)|not (?:a|an) user[- ]token|only (?:available|supported|valid|allowed|works) (?:for|with|to) (?:users?|delegated|user tokens?|authenticated users|application)|user-only|cannot be (?:called|accessed|used) .{0,40}(?:client credentials|application|service account)|access_type: ?app|app token .{0,30}(?:user|not)|requires a user)/i,
    failed,
    not(says(/unauthorized_client|grant type .{0,60}not allowed|retrieve service account|disabled|admin/i)),
    not(error('invalid_client')),
  ),
  sign(
    'token.signature',
    0.92,
    /(?:invalid signature|signature\b.{0,80}(?:invalid|fail|mismatch|not (?:valid|match|verif)|could not be|cannot be|incorrect|does ?n[o']t match|did ?n[o']t match|wrong|verification|is bad|error|tampered|unverified)|(?:bad|wrong|incorrect|unverified|failed to verify|could not verify|cannot verify|unable to verify|verify|verification of)[ -](?:the |token |jwt |jws |id[_ ]token |access token )*signature|SignatureException|SignatureVerification\w*|InvalidSignature\w*|SecurityTokenInvalidSignature|IDX1051[1-7]|IDX10503|JWSInvalidSignature|JWSSignatureVerificationFailed|signature verification|BadSignature|SignatureDoesNotMatch|invalid_signature|crypto\/rsa: verification error|square\/go-jose: error in cryptographic primitive|token (?:was |has been )?tampered)/i,
    failed,
    not(
      says(
        /assertion|wsse|WS-Security|signature (?:has )?expired|Signature has expired|immature|certificate signature|expired signature|client_assertion|invalid jwt signature|not find|Unable to match|no (?:matching )?key|short-lived|now earlier/i,
      ),
    ),
    not(grant(/jwt-bearer/)),
  ),
  sign(
    'token.malformed',
    0.92,
    /(?:jwt (?:malformed|must be|string|is not well formed|format|not well)|(?:malformed|unparsable|unparseable|corrupt(?:ed)?|truncated|garbled|undecodable)[ _-]?(?:jwt|access|bearer|token|jose|jws|authorization)|not enough segments|(?:wrong|incorrect|invalid) number of (?:segments|parts|periods|dots)|(?:must|should) (?:have|contain|consist of|conform to) .{0,30}(?:three|3|2|two|5) (?:segments|parts|periods|dots|sections)|invalid (?:compact )?(?:jws|jwt|jose)\b(?! signature)|invalid jwt serialization|missing dot|(?:unable|failed|could not|cannot|couldn't|error|fail) (?:to )?(?:decod|pars|read|deserializ|desererializ|unmarshal)\w* .{0,40}(?:jwt|token|jose|jws)\b|(?:token|jwt)\b.{0,50}(?:malformed|cannot be (?:parsed|decoded|read)|could not be (?:parsed|decoded|read)|not (?:well[- ]formed|a (?:valid )?jwt|a well|in (?:a )?(?:valid|correct|proper)|decodable|parseable|jwt|properly formed)|is not (?:a )?(?:valid )?(?:jwt|json web token)|contains an invalid number|wrong format|format is (?:invalid|incorrect)|parsing failed|in an invalid format)|CompactToken|MalformedJwtException|JWTDecodeException|SecurityTokenMalformed|IDX1270\d|IDX1272\d|IDX10709|IDX14100|IDX14\d{3}|DecodeError|JWTMalformed|JWTInvalid\b|JWSInvalid\b|token contains an invalid|Invalid token specified|InvalidTokenError|illegal base64 character|JsonWebTokenError: (?:jwt|invalid token|Unexpected)|invalid (?:payload|header) (?:string|padding|segment)|Error decoding (?:token|signature|header|payload)|bearer (?:token )?(?:is )?malformed|token is not valid json|not a jwt|Only .?JWT.? tokens|compact (?:serialization|JWT)|format is Authorization: Bearer|token string is|unrecognized token format|80049217|jwt strings must contain|unsigned|alg(?:orithm)? .?none)/i,
    failed,
    not(says(/client_assertion|assertion|invalid signature|refresh[_ ]token/i)),
    not(place('token')),
  ),
  sign(
    'api.ws-security',
    0.97,
    /(?:InvalidSecurityToken|InvalidSecurity\b|FailedAuthentication|FailedCheck\b|SecurityTokenUnavailable|UnsupportedSecurityToken|UnsupportedAlgorithm\b.{0,60}wss|MessageExpired|WSSecurityException|WS-?Security|WSSE?\b.{0,60}(?:error|fail|invalid|header)|wsse:|<(?:\w+:)?Security\b|security header|security token could not be|security processing|WSM-\d{5}|OWSM|UsernameToken|verifying security for the message|no security (?:header|element)|policy .{0,40}(?:username_token|saml\d*_bearer)|SecurityFault|oasis-200401-wss)/i,
    failed,
  ),
  sign(
    'api.role-missing',
    0.93,
    /(?:insufficient[_ ](?:privilege|permission|right|access|authority|entitlement)\w*|INSUFFICIENT_ACCESS|(?:does not|doesn't|don't|do not|did not|not) (?:have|hold|possess) .{0,60}(?:permission|privilege|role|right|access|authority|authorization|entitlement)|(?:lacks?|missing|requires?|needs?|required|without|no) (?:the |an? |any |of |one |following |required |necessary |sufficient |appropriate |proper |application |app |iam |admin )*(?:permission|privilege|role|right|authorit|entitlement|group membership)\w*|\bis forbidden\b|not authorized to (?:perform|access|invoke|execute|view|call|use|make|do)|is not authorized to|access (?:is )?denied|(?:permission|authorization) denied|AccessDenied(?:Exception)?|RBAC|accessDenied|(?:user|principal|client|caller|identity|service ?account)\b.{0,80}(?:is )?(?:not (?:authorized|permitted|allowed|entitled)|unauthorized|forbidden)|"status"\s?:\s?"unauthorized"|Authorization_RequestDenied|\b(?:NotAuthorized|AuthorizationFailed)\b|application service .{0,60}(?:not|access|security)|(?:user group|access mode|application service)\b.{0,60}(?:access|not|security|denied)|ServiceInvoker|AppWebServices|you are not (?:allowed|authorized|permitted)|unauthorized to access the resource|no policy .{0,20}grants|explicit deny|not in (?:the )?(?:required |allowed )?(?:role|group)|User does not have)/i,
    failed,
    not(place('token', 'authorize', 'keys', 'metadata')),
    not(error('access_denied', 'unauthorized_client', 'invalid_client', 'invalid_grant', 'insufficient_scope')),
    not(
      says(
        /insufficient[_ -]?scope|\bscopes?\b|<html|<title|cloudflare|akamai|\bip\b|firewall|missing (?:subscription|credential|auth)|subscription key|app\b.{0,5} AUTH|policy evaluation|reference #|user context|application-only|delegated|unknown user|user .{0,20}(?:not found|does not exist)/i,
      ),
    ),
  ),
  sign(
    'api.user-unknown',
    0.94,
    /(?:(?:user|login|account|principal|subject|username|person|employee)\b.{0,80}(?:not found|unknown|does ?n[o']t exist|no such|could ?n[o']t be found|cannot be found|not (?:registered|provisioned|defined|recognized|known|mapped|exist\w*|a valid user)|differs|is not (?:a )?(?:known|valid|registered)|not set up|no match|unmapped)|(?:unknown|no such|unmapped|unrecogni[sz]ed|nonexistent|invalid) (?:user|principal|subject|login|account)\b|no (?:user|account|principal|local user|matching user)\b.{0,40}(?:found|exists|matching|mapped|for|associated|corresponds)|(?:cannot|could not|unable to|failed to) (?:find|map|locate|resolve|load|look ?up|match) .{0,30}(?:user|principal|subject|account|identity)\b|user .{0,40}(?:mapping|map) .{0,20}(?:fail|not)|UsernameNotFoundException|unable to map .{0,30}user|user record .{0,20}not|invalid user id|differs from the user)/i,
    failed,
    not(place('token', 'authorize')),
    not(error('invalid_grant', 'invalid_client')),
    not(says(/directory|tenant|AADSTS|E0000007|client application|\bpassword\b|service account/i)),
  ),
  sign(
    'api.gateway-block',
    0.96,
    /(?:request rejected|requested url was rejected|you have been blocked|support id is|web application firewall|\bWAF\b|cf-(?:wrapper|error)|used cloudflare to restrict|error 10(?:06|07|09|10|12|15|20)\b|attention required! \| cloudflare|incapsula|imperva|mod_?security|access denied .{0,200}reference ?#|reference&#32;|edgesuite|akamai|blocked by (?:security|the (?:security|firewall|administrator)|network|policy|url filter)|sucuri|f5 (?:big-?ip|asm)|forti(?:gate|web|guard)|barracuda|zscaler|palo alto|web filter|url (?:blocked|filter)|request (?:was |has been )?blocked|access (?:to this (?:site|page|resource|url) )?(?:has been |is |was )?(?:blocked|forbidden by)|this request has been blocked|not acceptable!|blocked because|ddos|bot (?:detection|protection)|unusual traffic|azure application gateway|microsoft-azure-application-gateway|request could not be satisfied|awselb|server: awselb|verify you are human|enable (?:javascript and )?cookies|captcha)/i,
    failed,
    not(error('access_denied')),
    not(status(429, 500, 502, 503, 504)),
    not(says(/CORS|squid|conditional access|too many requests|security policy violation of token/i)),
  ),
  sign(
    'api.gateway-block',
    0.85,
    /(?:<title>\s?(?:403 forbidden|access denied|error 403|forbidden)|<h1>\s?(?:403 forbidden|access denied|forbidden))/i,
    failed,
    not(says(/squid/i)),
  ),
  sign(
    'api.wrong-url',
    0.94,
    /RESTEASY003210|could not find resource for (?:full|relative) path|no static resource|Unable to identify proxy for host|cannot (?:GET|POST|PUT|DELETE|PATCH) \/|No matching operation found|NoHandlerFoundException|<title>Error 404--Not Found/i,
    failed,
    not(place('token', 'metadata', 'keys')),
  ),
  sign(
    'api.wrong-url',
    0.9,
    /(?:RESTEASY003210|could not find resource for (?:full|relative) path|no (?:route|handler|endpoint|resource|mapping|service|matching (?:route|operation|resource|path))\b.{0,40}(?:found|matched|for|matches|exists|with)|cannot (?:GET|POST|PUT|DELETE|PATCH) \/|(?:resource|page|path|url|uri|endpoint|service|operation|integration|route|api|proxy|realm|requested url)\b.{0,80}(?:(?:was |is |could )?not (?:be )?found|does not exist|not (?:active|activated|deployed|available|registered|exist|published|enabled|mapped)|doesn't exist|unknown|no longer)|no static resource|ApplicationNotFound|Unable to identify proxy|(?:integration|flow|service|operation|web service).{0,40}(?:not active|inactive|not activated|not deployed|undefined)|error 404|404 not found|HTTP 404|no API (?:found|with)|unknown (?:operation|service|endpoint|resource|path|api)|WSDL .{0,30}not|no such (?:service|operation|endpoint|resource|api))/i,
    failed,
    not(place('token', 'metadata', 'keys', 'authorize')),
    not(
      says(
        /user|client|kid|key id|scope|device|well-known|tenant|resource principal|NotAuthorizedOrNotFound|signing key|code not/i,
      ),
    ),
  ),
  rule('api.wrong-url', 0.85, all(status(404, 410), place('api'))),
  rule('api.wrong-url', 0.6, status(404, 410)),
  sign(
    'api.wrong-url',
    0.6,
    /"(?:status|statusCode|code|httpStatus)" ?: ?"?404\b/i,
    failed,
    not(place('token', 'metadata', 'keys')),
  ),
  sign(
    'api.bad-request',
    0.9,
    /(?:missing required (?:attribute|field|property|element|parameter)|unmarshalling error|unmarshal|cvc-[\w.-]+|schema validation|validation (?:error|failed|exception|of .{0,30}fail)|unsupported media type|content[- ]type .{0,80}(?:not supported|unsupported|not acceptable)|invalid (?:json|xml|payload|request body|input|parameter|field|date|value for (?:field|parameter|attribute))|(?:malformed|bad|unreadable|not readable|invalid) (?:json|xml|request|request body|message|syntax|payload)|message not readable|HttpMessageNotReadable|(?:field|property|attribute|parameter|element) .{0,60}(?:is (?:required|invalid|missing|unknown|not allowed)|must|cannot be|may not be)|(?:json|xml) (?:parse|parsing|syntax) (?:error|exception)|faultcode>\s?(?:\w+:)?(?:Client|Sender)\b|(?:env|soap|SOAP-ENV|soapenv|s):(?:Client|Sender)\b|unrecognized (?:field|property|token)|unprocessable|premature end of (?:file|document)|VersionMismatch|MustUnderstand|SOAPAction|unexpected element|content is not allowed in prolog|error\.common\.validation|soap version|no binding operation|cannot find (?:the )?(?:declaration|dispatch method)|is not a valid (?:value|date|number|uuid)|failed to convert|request (?:body )?(?:is )?(?:too large|missing)|"status" ?: ?"?(?:400|415|422)\b|not acceptable)/i,
    failed,
    not(place('token', 'authorize', 'metadata', 'keys')),
    any(not(status(401, 403)), says(/validation/i)),
    not(
      error(
        'invalid_token',
        'invalid_client',
        'invalid_grant',
        'invalid_scope',
        'unauthorized_client',
        'access_denied',
        'invalid_redirect_uri',
      ),
    ),
    not(
      says(
        /access[ _]?token|bearer|jwt|redirect_uri|html is|SSL|wss-wssecurity|wsse|plain HTTP|header or cookie|scope|certificate|curl:/i,
      ),
    ),
  ),
  rule(
    'api.bad-request',
    0.75,
    all(
      status(400, 406, 409, 411, 415, 422),
      place('api'),
      not(({ hasToken }) => hasToken === false),
      not(says(/cookie too large|ssl|https port|certificate/i)),
    ),
  ),
  rule(
    'api.bad-request',
    0.4,
    all(status(400, 406, 415, 422), place('unknown'), not(says(/cookie|ssl|https|certificate/i))),
  ),
  sign(
    'api.server-error',
    0.86,
    /(?:faultcode>\s?(?:[\w-]+:)?(?:Server|Receiver)\b|(?:env|soap|soapenv|SOAP-ENV|s):(?:Server|Receiver)\b|internal server error|server error|internal error|an (?:unexpected|unhandled|internal) (?:error|exception)|unexpected (?:error|exception) (?:occurred|while)|NullPointerException|error occurred during service execution|unhandled exception|ORA-\d{5}|"(?:status|statusCode|httpStatus|code)" ?: ?"?50[0-4]\b|StackOverflowError|OutOfMemoryError|java\.lang\.\w*Error|system error)/i,
    failed,
    not(place('token', 'authorize', 'keys', 'metadata')),
    not(
      says(
        /wss-wssecurity|InvalidSecurity|FailedAuthentication|wsse|invalid_client|invalid_grant|client authentication failed|\btls\b|handshake|certificate/i,
      ),
    ),
  ),
  sign(
    'domain.unavailable',
    0.7,
    /(?:internal server error|an unexpected error|server_error|system error)/i,
    place('token', 'authorize'),
    failed,
    any(status(500), not(status(400, 401, 403))),
  ),
];
