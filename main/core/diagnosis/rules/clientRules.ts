import { evidence } from '../quote.ts';
import {
  all,
  any,
  error,
  failed,
  grant,
  not,
  place,
  reply,
  rule,
  says,
  sentGrant,
  sentMethod,
  sign,
  status,
} from './rule.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import type { Rule } from './rule.ts';

const isAssertionOf =
  (of: 'client' | 'user'): Test =>
  ({ assertion }) =>
    assertion?.of === of;
const isFlawed: Test = ({ assertion }) => (assertion?.flaws.length ?? 0) > 0;
/** Its beginning lies so far ahead that only the clocks explain it. */
const isEarly: Test = ({ assertion }) => (assertion?.earlySeconds ?? 0) > 120;
const quoteAssertion: Quote = (seen: Observed) => [
  ...reply(seen),
  ...(seen.assertion?.flaws ?? []).map((flaw) => evidence('assertion', flaw)),
];
const quoteEarly: Quote = (seen) => [
  ...reply(seen),
  evidence('clock', `the assertion begins ${seen.assertion?.earlySeconds ?? 0} s after the server’s time`),
];

/** The client, and what it proves itself by. */
export const CLIENT_RULES: readonly Rule[] = [
  rule('clock.skew', 0.95, all(failed, isEarly, not(status(200))), quoteEarly),
  rule('client.assertion-invalid', 0.93, all(failed, isAssertionOf('client'), isFlawed), quoteAssertion),
  rule(
    'grant.assertion-invalid',
    0.93,
    all(failed, isAssertionOf('user'), isFlawed, not(error('invalid_client', 'invalid_scope'))),
    quoteAssertion,
  ),
  sign(
    'client.key-format',
    0.95,
    /(?:InvalidKeySpecException|InvalidKeyException|DECODER routines::unsupported|1E08010C|algid parse error|keystore (?:password|was tampered)|tampered with, or password|(?:unable|failed|could not|couldn't|cannot|error) (?:to )?(?:read|load|parse|decode|deserialize|import|open|decrypt|get) .{0,30}(?:private key|key (?:file|data|material|store|pair)|keystore|pkcs|pem\b|\.p12|\.pfx|\.jks|\.pem)|(?:private key|keystore|pkcs ?#?\d{1,2}|pem) .{0,60}(?:invalid|not valid|malformed|unsupported|could not|cannot|fail|wrong|encrypted|expected|must be|is not)|(?:invalid|unsupported|malformed|bad|wrong|unknown) (?:pem|pkcs ?#?\d{1,2}|private key|key ?(?:format|file|encoding|type|data|spec)|rsa (?:private )?key)|no start line|bad decrypt|wrong tag|mac verify (?:error|failure)|mac invalid|(?:incorrect|wrong|bad) (?:pass ?phrase|password) (?:for|to|of|supplied|read)|(?:pass ?phrase|password) .{0,40}(?:private key|keystore|for (?:the )?key)|PEM_read_bio|ASN1? ?(?:parse|encoding|\.1)|asymmetric key|not enough data|must be (?:pkcs|in pkcs)|secretOrPrivateKey|ERR_OSSL_\w+|could not deserialize key|keystore password was incorrect|key must be (?:one of type|an instance|of type)|expects? (?:an? )?(?:private|rsa|pkcs)|JOSENotSupported|cannot recover key|UnrecoverableKeyException|DerInputStream|extra data given to|invalid keystore)/i,
    failed,
    not(says(/handshake|trustAnchors|SSLHandshake|certificate verify/i)),
  ),
  sign(
    'client.certificate-not-registered',
    0.94,
    /(?:(?:certificate|key|thumbprint|kid|x5t|jwk|public key) .{0,100}(?:not (?:be )?(?:registered|found|imported|known|uploaded|configured|associated|present|in the|on (?:the )?(?:application|client|app))|unknown|does not match any|is not registered|no match)|(?:not (?:registered|found)|unknown|no) .{0,40}(?:certificate|thumbprint|\bkid\b|x5t|key).{0,60}(?:on|for|in|of) (?:the |this |your )?(?:client|application|app|registration)|the key was not found|no (?:registered )?(?:certificate|public key|jwks?|keys?) .{0,40}(?:registered|configured|for (?:the )?client)|client (?:jwks?|has no (?:key|certificate|jwk))|unable to (?:load|find) .{0,20}(?:public key|client key|key for client)|PublicKey wasn't found|client certificate .{0,40}(?:thumbprint|mismatch|not match))/i,
    failed,
    any(says(/client|application|assertion|invalid_client|registered/i)),
  ),
  sign(
    'client.assertion-invalid',
    0.97,
    /client authentication with signed jwt failed|AADSTS7000(?:21|23|24)\b/i,
    failed,
  ),
  sign(
    'client.assertion-invalid',
    0.93,
    /(?:client[_ ]?assertion.{0,120}(?:invalid|expired|signature|fail|audience|not (?:valid|within|yet)|malformed|must|missing|reused|replay|jti|too|wrong|could not|mismatch|unable|issuer|subject)|(?:invalid|expired|bad|malformed|unverified|rejected|failed) (?:the )?client[_ ]?assertion|(?:audience|issuer|subject|signature|expir\w+|signing alg\w*) .{0,60}client[_ ]?assertion|client authentication with signed jwt failed|(?:invalid|unable to load|failed).{0,30}client (?:jwt|signed jwt|authentication jwt)|private_key_jwt .{0,60}(?:fail|invalid)|token was issued too|token reuse detected|client_secret_jwt.{0,40}(?:invalid|fail)|assertion (?:is not|isn't) within its valid time)/i,
    failed,
    not(says(/key was not found|not registered|must contain the following parameter|multiple client|neither/i)),
  ),
  sign(
    'client.auth-method',
    0.93,
    /(?:must contain the following parameter: 'client_assertion' or 'client_secret'|client is public|public client.{0,60}(?:not|must|should|secret|credential)|(?:multiple|more than one|both) .{0,40}(?:client )?(?:credential|authentication|auth method)|cannot supply multiple client|client[_ ]?auth(?:entication|_)?[ _]?method|token[_ ]endpoint[_ ]auth|(?:client[_ ]?secret|client authentication|client credentials?) (?:is |was |are |were |must be )?(?:not (?:provided|supplied|allowed|present|included|sent|found in)|missing|required|expected|absent|should not|must not)|no client (?:credential|auth|secret)|missing (?:the )?(?:client[_ ](?:secret|credentials|authentication)|authorization header)|(?:requires?|supports? only|only (?:accepts|supports)|expects) .{0,40}client_secret_(?:basic|post|jwt)|client_secret_(?:basic|post|jwt) .{0,60}(?:not|only|expected|required)|private_key_jwt .{0,30}(?:required|expected|only)|(?:confidential|public) clients? (?:must|should|are|cannot|not)|client (?:authentication )?(?:method|type) .{0,60}(?:not (?:allowed|supported|permitted|valid)|unsupported|mismatch|does not match|is not)|client (?:must|should|is required to) (?:authenticate|not)|unsupported (?:client )?auth(?:entication)? method|does not (?:accept|allow|support) client (?:secret|auth|credentials) in|credentials (?:in|via) .{0,20}(?:body|header) .{0,20}not|neither .{0,40}client_secret)/i,
    failed,
    not(says(/API invocation|resource server/i)),
  ),
  sign(
    'client.inactive',
    0.92,
    /(?:(?:application|client|app|consumer|oauth client)\b.{0,100}(?:is |was |has been |are )?(?:currently )?(?:disabled|inactive|deactivated|not active|not activated|suspended|blocked|revoked|not enabled|has been deleted|was deleted)|client[_ ]disabled|(?:inactive|disabled|deactivated|suspended) (?:client|application|app|consumer)|(?:activate|enable) the (?:application|client|app)\b|app(?:lication)? status .{0,20}inactive)/i,
    failed,
    not(says(/account is (?:locked|disabled)|user (?:account )?(?:is )?(?:disabled|inactive)|client network socket/i)),
  ),
  sign(
    'client.grant-not-allowed',
    0.94,
    /(?:grant[_ ]?types?\b.{0,100}(?:not (?:allowed|permitted|enabled|authorized|configured|supported (?:for|by) (?:the |this )?client|registered|assigned|granted)|unauthorized|is disabled|isn't (?:allowed|enabled)|forbidden|disallowed)|not (?:allowed|authorized|permitted|enabled|entitled|configured|registered) (?:to use |for |to |to request |to perform )?(?:the |this |an? |provided |requested )*(?:[\w'"-]+ )?grant|permission to use the requested grant|client (?:is )?not enabled to retrieve service account|direct access grants? .{0,20}(?:not|disabled)|service accounts? .{0,20}not enabled|(?:response_type|authorization flow|flow|standard flow|implicit flow|oauth 2\.0 flow|device flow).{0,60}(?:not (?:allowed|enabled|permitted)|is disabled|disabled for)|not allowed (?:for )?(?:to initiate|direct access)|unauthorized (?:grant|response)[ _]?type|not authorized to (?:use|request) .{0,40}(?:grant|flow|response|code|token using)|no permission .{0,20}grant|grant not (?:allowed|permitted))/i,
    failed,
    not(says(/client-grant|scope "?\w+"? is not|unsupported_grant_type/i)),
  ),
  sign('client.grant-not-allowed', 0.6, /public client not allowed to retrieve service account/i),
  sign(
    'client.network-perimeter',
    0.95,
    /(?:\bip(?:[- ]?address)?(?: \S{1,45})? .{0,60}(?:not (?:allowed|permitted|authorized|in|on|whitelisted|allow-?listed)|restricted|denied|blocked|is not|disallowed|forbidden|rejected)|ip (?:restricted|allow ?list|whitelist|filter|restriction|range)|(?:allow|white)-?list(?:ed|ing)?\b|network (?:policy|perimeter|zone|policies|restriction)|(?:not|outside) .{0,30}(?:allowed|trusted|permitted|configured) (?:ip|network|address|location|range)|client[_ ]ip|(?:request|login|sign-in|access) .{0,30}from .{0,40}(?:ip|address|network|location) .{0,30}(?:not|denied|blocked|restricted)|LOGIN_(?:IP|IP_RESTRICTED)|blocked .{0,20}by (?:an? )?(?:ip|network)|invalid ip)/i,
    failed,
    not(says(/hostname\/ip|no subject|alternative name|you have been blocked|cloudflare/i)),
  ),
  sign(
    'client.other-domain',
    0.92,
    /(?:(?:application|client|app)\b.{0,120}(?:was |is |could )?not (?:be )?(?:found|registered|exist\w*|available|present) in (?:the |this )?(?:directory|tenant|realm|domain|organi[sz]ation|environment)|(?:wrong|different|other|another|incorrect|invalid) (?:tenant|realm|identity domain|directory|stripe)|tenant .{0,60}(?:not found|mismatch|does not match|not exist)|belongs to (?:a )?(?:different|another) (?:tenant|domain|realm|directory)|authentication request to the wrong tenant)/i,
    failed,
  ),
  sign(
    'client.credentials-wrong',
    0.93,
    /(?:(?:invalid|wrong|incorrect|bad|unknown|unrecogni[sz]ed|expired|mismatched|non-?existent) (?:oauth )?(?:client|consumer|application|app|api)(?:[ _-]?(?:id(?:entifier)?|key|secret|credentials?|authentication))+|(?:client|consumer|application)[ _-]?(?:id(?:entifier)?|key|secret|credentials?)\b.{0,80}(?:is |are |was |were |has )?(?:invalid|incorrect|wrong|not (?:valid|found|exist|recognized|known|match\w*|correct)|expired|unknown|mismatch|does not (?:exist|match)|doesn't (?:exist|match)|could not be found)|(?:invalid|no|wrong) client (?:or|and)? ?(?:invalid )?client|client (?:authentication|auth|credentials)\b.{0,30}(?:failed|fail|invalid|error|incorrect|rejected)|bad client[_ ]?credentials|(?:client|application|consumer) .{0,80}(?:not found|unknown|does not exist|doesn't exist|could not be found|not recognized|not registered)|(?:unknown|no such|invalid|nonexistent|unregistered) (?:oauth )?client\b|client not found|client was not found|client secret|deleted_client|no client with|could not find (?:the )?(?:oauth )?client|unauthorized client credentials|invalid 'client_id'|invalid value for 'client_id'|incorrect_client_credentials|client_id.{0,20}(?:invalid|not)|client id or client secret)/i,
    failed,
    not(says(/certificate|assertion|is disabled|grant type|public client|for user|redirect/i)),
  ),
  rule(
    'client.credentials-wrong',
    0.9,
    all(failed, error('incorrect_client_credentials', 'deleted_client')),
    sentMethod,
  ),
  rule(
    'client.credentials-wrong',
    0.8,
    all(
      failed,
      error('invalid_client'),
      not(says(/redirect|assertion|certificate|public|method|AADSTS|disabled|inactive|multiple/i)),
      ({ clientAuthMethod }) => clientAuthMethod === undefined,
    ),
    sentMethod,
  ),
  rule(
    'client.auth-method',
    0.9,
    all(
      failed,
      place('token'),
      any(error('invalid_client', 'invalid_request'), status(401)),
      ({ clientAuthMethod }) => clientAuthMethod === 'both',
    ),
    sentMethod,
  ),
  rule(
    'client.grant-not-allowed',
    0.82,
    all(
      failed,
      error('unauthorized_client'),
      grant(/./),
      ({ scope }) => scope !== undefined && /__myscopes__|^openid\b/.test(scope),
    ),
    sentGrant,
  ),
  rule(
    'scope.not-granted',
    0.8,
    all(
      failed,
      error('unauthorized_client'),
      says(/client authorization failed/i),
      ({ scope }) => scope !== undefined && /https?:\/\/|urn:opc:resource/.test(scope),
    ),
    sentGrant,
  ),
];
