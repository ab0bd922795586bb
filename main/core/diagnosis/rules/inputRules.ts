import { evidence } from '../quote.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import {
  all,
  any,
  anyOf,
  error,
  failed,
  grant,
  noReply,
  not,
  place,
  reply,
  rule,
  says,
  sentTo,
  sign,
  status,
  url,
} from './rule.ts';
import type { Rule } from './rule.ts';

const PLACEHOLDER = anyOf(
  /<[A-Za-z][\w -]{1,60}>/,
  /\{\{?[A-Za-z][\w .-]{1,60}\}?\}/,
  /\$\{[A-Za-z]\w{1,60}\}/,
  /%[A-Z]\w{1,60}%/,
  /\bYOUR[_-]\w{1,40}/,
  /\[(?:your|tenant|domain|host)[\w -]{0,40}\]/,
);
const SIGN_IN =
  /\/ui\/v1\/(?:signin|adminconsole|myconsole|error)|\/oauth2\/v1\/authorize|\/oam\/server|\/login\b|\/signin\b|\/authorize\?|\/sso\b|\/saml/i;
const carriesFlaw: Test = ({ secretFlaws }) => secretFlaws.length > 0;
const quoteFlaws: Quote = (seen) => [
  ...reply(seen),
  ...seen.secretFlaws.map((flaw) => evidence('request', `the client secret ${flaw}`)),
];
const quoteToken: Quote = (seen) => [...reply(seen), ...seen.tokenFlaws.map((flaw) => evidence('token', flaw))];
const carried =
  (...kinds: NonNullable<Observed['carried']>[]): Test =>
  ({ carried: kind }) =>
    kind !== undefined && kinds.includes(kind);
const quoteKind: Quote = (seen) => [
  ...reply(seen),
  evidence(
    'token',
    seen.carried === 'identity'
      ? 'its claims are those of an ID token'
      : `what was sent looks like a ${seen.carried === 'other' ? 'SAML assertion' : 'refresh token or code'}`,
  ),
];
const locationIsSignIn: Test = ({ replyHeaders }) =>
  replyHeaders.some(([name, value]) => /^location$/i.test(name) && SIGN_IN.test(value));

/** What was typed or copied wrongly: addresses, secrets and tokens that are no good before any server sees them. */
export const INPUT_RULES: readonly Rule[] = [
  rule('input.not-a-url', 0.96, all(url(PLACEHOLDER), any(noReply, status(400, 404))), sentTo),
  rule('input.not-a-url', 0.8, all(url(/^(?!\/)(?![a-z][a-z0-9+.-]*:)/i), noReply), sentTo),
  rule('input.not-a-url', 0.6, all(url(/^http:\/\/(?!localhost|127\.|\[::1\])/i), place('token'), noReply), sentTo),
  sign(
    'input.not-a-url',
    0.95,
    anyOf(
      /\bERR_INVALID_URL\b/,
      /\b(?:MissingSchema|InvalidSchema|InvalidURL|MalformedURLException|URISyntaxException|UriFormatException|LocationParseError|UnsupportedProtocol)\b/,
      /curl: \((?:1|3)\)/,
      /no protocol:/,
      /no scheme (?:supplied|was)/,
      /missing (?:protocol )?scheme/,
      /unsupported protocol(?! version)\b/,
      /invalid request uri/,
      /must be an absolute uri/,
      /(?:invalid|missing|unknown|unsupported) (?:url )?(?:scheme|protocol) (?:in|for|of) /,
      /has (?:an )?invalid scheme/,
      /url using bad\/illegal format/,
      /bad\/illegal format/,
      /(?:not|isn't) (?:an? )?(?:absolute|valid|well-formed) (?:and absolute )?(?:ur[il]|address)/,
      /invalid ur[il]\b/,
      /only absolute urls/,
      /malformed (?:input to a )?ur[il]/,
      /illegal character in (?:scheme|authority|host|path|query)/,
      /invalid (?:port|hostname|host name|character in (?:host|url))/,
      /could not parse (?:the )?(?:url|uri|address)/,
      /failed to parse url/,
      /(?:URI|URL) (?:is not absolute|could not be (?:parsed|determined))/,
      /request without (?:a )?host/,
      /first path segment in url cannot contain colon/,
      /no host (?:in|specified)/,
      /url must (?:be|start)/,
    ),
    not(says(/redirect_uri|redirect uri|callback|logout/i)),
    failed,
  ),
  sign(
    'input.secret-damaged',
    0.95,
    anyOf(
      /ERR_INVALID_CHAR/,
      /illegal character\(s\) in message header/,
      /invalid (?:header field value|character in header|http header value|header value|value for header)/,
      /(?:header|field) (?:value )?contains? (?:an? )?(?:invalid|illegal|non-ascii|control|newline|line ?break)/,
      /invalid header value char/,
      /Illegal header value/,
      /(?:header|headers) .{0,40}(?:must not contain|cannot contain|contain(?:s|ing)?) .{0,20}(?:newline|return character|CR|LF|line break)/,
      /non[- ]?(?:printable )?ascii char/,
      /Invalid leading whitespace/,
      /reserved character\(s\), or return character/,
      /not latin-1/,
      /latin-1' codec can't encode/,
      /cannot convert argument to a ByteString/,
      /The format of value '.{0,60}' is invalid/,
      /New-line characters (?:are )?not allowed/,
      /String contains non ISO-8859-1/,
    ),
    failed,
  ),
  sign(
    'input.secret-damaged',
    0.9,
    anyOf(
      /(?:basic|authorization) (?:auth(?:entication)? )?(?:token|header|credentials?) .{0,60}(?:base64|malformed|not (?:well )?formed|could not be decoded|decod)/,
      /failed to decode basic/,
      /illegal base64/,
      /invalid basic auth/,
      /incorrect padding/,
      /base64 (?:decod\w+|string) .{0,40}(?:failed|invalid|illegal|error)/,
    ),
    not(says(/jwt|assertion|segment/i)),
    failed,
  ),
  rule(
    'input.secret-damaged',
    0.9,
    all(place('token', 'page'), carriesFlaw, failed, any(error('invalid_client'), status(400, 401))),
    quoteFlaws,
  ),
  rule(
    'input.wrong-page',
    0.94,
    all(place('page'), any(noReply, not(error('invalid_client', 'invalid_grant', 'invalid_scope')))),
    sentTo,
  ),
  rule(
    'input.wrong-page',
    0.86,
    all(status(301, 302, 303, 307), locationIsSignIn, not(place('authorize', 'token'))),
    (seen) => [
      ...reply(seen),
      ...seen.replyHeaders
        .filter(([name]) => /^location$/i.test(name))
        .map(([, value]) => evidence('header Location', value)),
    ],
  ),
  rule(
    'input.wrong-page',
    0.75,
    all(
      ({ isHtml }) => isHtml,
      status(200),
      says(/sign ?in|log ?in|adminconsole|<form|password/i),
      not(place('authorize')),
    ),
    sentTo,
  ),
  rule(
    'input.wrong-endpoint',
    0.6,
    all(({ isHtml }) => isHtml, status(200), place('token', 'metadata', 'keys')),
    sentTo,
  ),
  sign(
    'input.wrong-endpoint',
    0.72,
    anyOf(
      /unexpected (?:token|character) (?:encountered while parsing value: )?['"]?</,
      /expected .{0,30}json .{0,40}(?:got|but|html)/,
      /is not valid json/,
      /invalid character '<' looking for beginning/,
      /JSONDecodeError/,
      /Expecting value: line 1 column 1/,
      /Unexpected token < in JSON/,
      /could not (?:parse|decode) .{0,20}json/,
      /(?:received|returned|got) (?:an? )?html/,
      /content type '?text\/html/,
      /text\/html.{0,40}(?:not supported|instead|expected)/,
      /no suitable HttpMessageConverter/,
      /'<' is an invalid start of a value/,
      /not JSON/,
    ),
    not(says(/metadata|well-known|discovery|openid-configuration|auth_openidc/i)),
    failed,
  ),
  sign(
    'input.wrong-endpoint',
    0.88,
    anyOf(
      /method not allowed/,
      /request method '?\w{2,7}'? (?:is )?not supported/,
      /only (?:accepts?|supports?) post/,
      /must be (?:a )?post/,
      /unsupported media type/,
      /content[- ]type .{0,60}(?:not supported|must be|is not|should be|invalid|expected)/,
      /must (?:use|have|be) .{0,20}application\/x-www-form-urlencoded/,
      /(?:cannot|could not) (?:get|post) \//,
      /endpoint (?:not found|does not exist|is deprecated|has been (?:removed|retired))/,
      /missing (?:parameter|form parameter):? ['"]?grant_type/,
      /grant_type (?:parameter )?(?:is )?(?:missing|required|not specified)/,
      /missing required parameter:? ['"]?grant_type/,
    ),
    place('token'),
    failed,
  ),
  sign('input.wrong-endpoint', 0.85, /(?:\/oauth\/tokens\b)/i, failed),
  sign(
    'input.wrong-endpoint',
    0.7,
    /missing (?:form )?(?:parameter|field):? ['"]?grant_type|must contain the following parameter: 'grant_type'/i,
    failed,
  ),
  rule('input.wrong-endpoint', 0.8, all(status(404, 405, 415), place('token')), sentTo),
  rule(
    'input.wrong-token-kind',
    0.95,
    all(carried('identity', 'refresh', 'other'), failed, place('api', 'unknown')),
    quoteKind,
  ),
  rule(
    'input.wrong-token-kind',
    0.9,
    all(
      error('invalid_grant', 'invalid_request'),
      ({ refreshTokenIsJwt }) => refreshTokenIsJwt,
      grant(/^refresh_token$/),
      place('token'),
    ),
    (seen) => [...reply(seen), evidence('request', 'the value sent as refresh token has the form of a JWT')],
  ),
  sign(
    'input.wrong-token-kind',
    0.96,
    /"typ"\s?:\s?"(?:Refresh|Offline|ID)"|"tok_type"\s?:\s?"(?:IT|RT)"|"token_use"\s?:\s?"id"/,
    says(/fail|error|invalid|unable/i),
  ),
  sign(
    'input.wrong-token-kind',
    0.93,
    anyOf(
      /\b(?:id|identity|refresh)[ _-]?token (?:was |is |cannot be |can't be |must not be )?(?:used|sent|provided|supplied|passed|presented|given|not (?:accepted|allowed|supported|an access))/,
      /not an access[ _]?token/,
      /(?:token )?is not an? (?:access|id|refresh)[ _]?token/,
      /expected (?:an? )?(?:access|refresh|id)[ _]?token/,
      /(?:invalid|wrong|unexpected|incorrect|unsupported) (?:token )?(?:type of token|token[ _]?(?:type|kind|use))/,
      /token[_ ]?(?:type|use|typ) .{0,30}(?:mismatch|not (?:allowed|supported|valid)|expected|incorrect|wrong)/,
      /unsupported_token_type/,
      /received a refresh token/,
      /typ(?:e)? (?:claim|header) .{0,40}(?:mismatch|expected|invalid|not)/,
      /unexpected "?typ"?/,
      /Token use not allowed/,
    ),
    failed,
    not(says(/grant_type|not supported grant|issued_token_type/i)),
  ),
  rule(
    'token.malformed',
    0.9,
    all(({ tokenFlaws }) => tokenFlaws.length > 0, failed, not(carried('refresh', 'other'))),
    quoteToken,
  ),
  rule(
    'token.malformed',
    0.6,
    all(carried('unreadable'), ({ form }) => form === 'token'),
    quoteToken,
  ),
];
