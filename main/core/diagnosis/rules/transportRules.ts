import type { CauseId } from '../causes/causes.ts';
import type { Observed } from '../observed.ts';
import { all, any, failed, noReply, not, place, rule, says, sign, status, url } from './rule.ts';
import type { Rule } from './rule.ts';

/** The words of Java, .NET, Node, Python, Go, curl, OpenSSL and the system for what happens before a server answers. */
const NETWORK: readonly Rule[] = [
  sign(
    'network.proxy',
    0.96,
    /\b(?:407 Proxy Auth|proxy authentication required|statusCode=407|HTTP(?:\/1\.[01])? (?:code )?407|ERR_(?:TUNNEL_CONNECTION|PROXY_CONNECTION)_FAILED|X-Squid-Error|curl: \((?:5|97)\)|UND_ERR_PRX)/i,
  ),
  sign(
    'network.proxy',
    0.94,
    /\b(?:unable to (?:tunnel through|connect to) proxy|could not resolve proxy|cannot connect to proxy|tunnel(?:l?ing)? (?:connection |socket )?(?:failed|could not be established)|proxyconnect tcp|ProxyError|CONNECT tunnel failed|(?:received|got) HTTP code \d{3} from proxy|proxy (?:server )?(?:refused|is refusing|denied)|proxy (?:CONNECT|handshake) (?:aborted|failed)|failed to connect to (?:the )?proxy|proxy returned an error|407)\b/i,
    any(noReply, status(407)),
  ),
  rule('network.proxy', 0.97, status(407)),
  sign(
    'network.dns',
    0.95,
    /\b(?:ENOTFOUND|EAI_AGAIN|EAI_NONAME|UnknownHostException|NameResolutionError|ERR_NAME_NOT_RESOLVED|DNS_PROBE_FINISHED_\w+|WSAHOST_NOT_FOUND|SERVFAIL|NXDOMAIN|curl: \(6\))/,
  ),
  sign(
    'network.dns',
    0.93,
    /(?:could ?n[o']t resolve (?:the )?(?:remote )?host|could not be resolved|no such host|name or service not known|nodename nor servname|temporary failure in name resolution|failed to resolve|name resolution (?:failed|failure)|no address associated with hostname|remote name could not be resolved|unable to resolve host|server name or address could not be resolved)/i,
    noReply,
  ),
  sign(
    'network.refused',
    0.95,
    /\b(?:ECONNREFUSED|ERR_CONNECTION_REFUSED|WSAECONNREFUSED|HttpHostConnectException|curl: \(7\)(?!.{0,200}timed? ?out))/,
  ),
  sign(
    'network.refused',
    0.94,
    /\b(?:connection refused|actively refused it|connect(?:ion)? to .{1,80} refused|failed to establish a new connection: \[Errno 111\])/i,
    noReply,
  ),
  sign(
    'network.timeout',
    0.95,
    /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|ERR_(?:CONNECTION_)?TIMED_OUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ConnectTimeoutError|(?:Connect|Read|Open|Write|Pool)Timeout\b|HttpTimeoutException|SocketTimeoutException|WSAETIMEDOUT|curl: \(28\)|ECONNABORTED)/,
    noReply,
  ),
  sign(
    'network.timeout',
    0.93,
    /(?:context deadline exceeded|connect(?:ion)? timed? ?out|read timed? ?out|request timed? ?out|operation (?:has )?timed? ?out|i\/o timeout|timed? ?out (?:after|waiting|while)|timeout of \d+ ?ms exceeded|did not properly respond after a period of time|HttpClient\.Timeout|tls handshake timeout|timeout was reached|(?:connect|handshake|request|socket) timeout)/i,
    noReply,
  ),
  sign(
    'network.interrupted',
    0.94,
    /\b(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_EMPTY_RESPONSE|ERR_CONNECTION_(?:RESET|CLOSED|ABORTED)|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_HTTP2_\w{3,30}|NoHttpResponseException|RemoteDisconnected|IncompleteRead|ChunkedEncodingError|ConnectionClosedException|HPE_INVALID_\w{3,30}|ERR_STREAM_PREMATURE_CLOSE|PROTOCOL_ERROR|curl: \((?:52|56|18|92|16|1|55)\))/,
  ),
  sign(
    'network.interrupted',
    0.92,
    /(?:connection (?:was )?(?:reset|aborted|closed (?:by|unexpectedly|before))|socket hang ?up|empty reply from server|unexpected end of (?:file|stream|JSON input)|premature (?:close|end|EOF)|broken pipe|remote end closed|server (?:closed|dropped|disconnected)|socket (?:connection )?(?:was )?closed|unexpected EOF|EOF occurred|other side closed|forcibly closed|underlying connection was closed|transfer closed|response ended prematurely|failed to respond|malformed HTTP (?:response|status)|bad (?:chunk|status line)|not a valid HTTP|stream (?:was )?reset|: EOF\b)/i,
    noReply,
  ),
];

const TLS: readonly Rule[] = [
  sign(
    'tls.host-mismatch',
    0.96,
    /(?:ERR_TLS_CERT_ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID|RemoteCertificateNameMismatch|SSL_ERROR_BAD_CERT_DOMAIN|X509_V_ERR_HOSTNAME_MISMATCH|no (?:subject )?alternative (?:certificate )?(?:subject )?(?:DNS |IP )?(?:names?|certificate)|hostname mismatch|IP address mismatch|does not match (?:the )?(?:certificate'?s? |cert'?s? )?(?:altname|target host|certificate|host)|certificate is (?:not )?valid for .{1,200}, not |certificate is not valid for|doesn't match (?:any of the )?(?:certificate )?(?:subject|common name|either of)|(?:host ?name|server name) .{0,100}(?:not verified|verification failed|does not match|doesn't match)|certificate for .{1,100} doesn't match|no matching (?:common name|subject)|cert(?:ificate)? (?:name|subject) .{0,40}(?:mismatch|does not match)|doesn't contain any IP SANs|name mismatch)/i,
    not(says(/redirect/i)),
  ),
  sign('clock.skew', 0.97, /current time \d{4}-[\d:TZ+-]{10,30} is before/i),
  sign(
    'tls.expired',
    0.96,
    /(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_CERT_DATE_INVALID|CertificateExpiredException|CertificateNotYetValidException|SEC_ERROR_EXPIRED_CERTIFICATE|NotTimeValid|certificate (?:has |is |was )?(?:already )?expired|certificate has expired|certificate (?:is )?not yet valid|alert certificate expired|validity check failed|current time .{1,40} is after)/i,
  ),
  sign(
    'tls.client-certificate',
    0.96,
    /(?:no required ssl certificate|the ssl certificate error|certificate[_ ]required|ERR_BAD_SSL_CLIENT_AUTH_CERT|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|SSL_ERROR_BAD_CERT_ALERT|client (?:tls |ssl )?certificate (?:is |was )?(?:not|required|missing|needed|rejected|invalid|verification|must)|(?:requires|no|missing|provide a|without a|present a) (?:valid )?client certificate(?! CA names)|alert (?:number )?(?:42|43|46|116)\b|(?:alert:? |tlsv1?3? alert )?(?:bad_certificate|bad certificate|unknown ca|certificate unknown|certificate_unknown|unsupported certificate)(?: ?:|\b)|tls: bad certificate|certificate required|mutual tls|mTLS .{0,40}(?:required|failed)|curl: \(58\))/i,
    not(says(/unable to find valid certification path|self.?signed|unable to get local issuer/i)),
  ),
  sign(
    'tls.untrusted-issuer',
    0.96,
    /(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|ERR_CERT_AUTHORITY_INVALID|SEC_ERROR_UNKNOWN_ISSUER|CERT_UNTRUSTED|PKIX path building failed|unable to find valid certification path|trustAnchors parameter must be non-empty|PartialChain|UntrustedRoot|RemoteCertificateChainErrors|NotTrusted|X509_V_ERR_\w*ISSUER\w*)/,
  ),
  sign(
    'tls.untrusted-issuer',
    0.94,
    /(?:self[- ]signed certificate|unable to (?:get|verify) (?:local |the )?(?:issuer|first|leaf)|certificate signed by (?:an )?unknown authority|unable to verify (?:the )?(?:first )?certificate|certificate (?:chain )?(?:is |was )?(?:not trusted|untrusted|issued by an (?:unknown|untrusted))|(?:unknown|untrusted) (?:issuer|root|ca\b|certificate authority)|unable to get issuer|trust anchor .{0,40}not found|certificate is not (?:trusted|signed)|peer's certificate issuer|invalid certificate: unknownissuer|certificate is invalid according to the validation procedure|issuer is not recognized|path does not chain)/i,
  ),
  sign(
    'tls.untrusted-issuer',
    0.7,
    /(?:certificate[_ ]verify[_ ]failed|certificate (?:validation|verification) (?:failed|error)|could not establish trust relationship|SSL certificate problem|curl: \(60\)|remote certificate (?:is|was) (?:invalid|rejected))/i,
  ),
  sign(
    'tls.protocol',
    0.95,
    /(?:plain HTTP request was sent to (?:an? )?HTTPS|client sent an HTTP request to an HTTPS server|wrong[ _]version[ _]number|WRONG_VERSION_NUMBER|unknown protocol|UNSUPPORTED_PROTOCOL|SSL.{0,80}unsupported protocol|unsupported protocol version|protocol[_ ]version|no (?:shared|common) cipher|ERR_SSL_(?:VERSION_OR_CIPHER_MISMATCH|PROTOCOL_ERROR)|server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|no appropriate protocol|dh key too small|unrecognized ssl message|plaintext connection|record overflow|packet length too long|inappropriate fallback|legacy renegotiation|speaking plain HTTP to an SSL)/i,
  ),
  sign(
    'tls.protocol',
    0.8,
    /(?:handshake[_ ]failure|sslv3 alert handshake|EPROTO|could not create SSL\/TLS secure channel|curl: \(35\)|SSL_ERROR_(?:NO_CYPHER_OVERLAP|RX_RECORD_TOO_LONG)|handshake failed|internal_error|unsupported (?:tls )?(?:version|extension)|SSL routines|alert number 40|unexpected_message)/i,
  ),
];

/** The codes of our own failures, as a recorded exchange bears them. */
const OWN: readonly (readonly [string, CauseId])[] = [
  ['network.unreachable', 'network.refused'],
  ['network.dns', 'network.dns'],
  ['network.refused', 'network.refused'],
  ['network.timeout', 'network.timeout'],
  ['network.proxy', 'network.proxy'],
  ['network.interrupted', 'network.interrupted'],
  ['protocol.malformed-http', 'network.interrupted'],
  ['protocol.truncated', 'network.interrupted'],
  ['tls.untrusted-issuer', 'tls.untrusted-issuer'],
  ['tls.expired', 'tls.expired'],
  ['tls.host-mismatch', 'tls.host-mismatch'],
  ['tls.protocol', 'tls.protocol'],
  ['tls.client-certificate', 'tls.client-certificate'],
  ['protocol.issuer-mismatch', 'domain.issuer-mismatch'],
  ['protocol.state-mismatch', 'grant.state-mismatch'],
  ['protocol.nonce-mismatch', 'grant.state-mismatch'],
];

const isCode =
  (code: string) =>
  ({ failureCode }: Observed): boolean =>
    failureCode === code;

const BROWSER: readonly Rule[] = [
  sign(
    'browser.cors',
    0.98,
    /(?:blocked by CORS policy|CORS (?:policy|error|header|preflight|request)|Access-Control-Allow-(?:Origin|Headers|Methods|Credentials)|Cross-Origin Request Blocked|Same[- ]Origin Policy|CORB\b|Cross-Origin Read Blocking|not allowed by Access-Control|preflight request|is therefore not allowed access|origin .{1,80} (?:is )?not allowed)/i,
    not(says(/^HTTP status 2/)),
  ),
];

const EDGES: readonly Rule[] = [
  sign(
    'token.too-large',
    0.95,
    /(?:request header or cookie too large|request header fields too large|header (?:field )?(?:is )?too (?:large|long|big)|headers? (?:size )?(?:exceeds|exceeded|overflow|over limit)|HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW|size of (?:the )?request headers is too long|request headers? too long|header section is larger|token (?:is )?too (?:large|long)|max(?:imum)?[- ]?http[- ]?header|too large header|(?:SizeLimitExceeded|RequestHeaderTooLarge))/i,
  ),
  rule(
    'token.too-large',
    0.95,
    any(status(431, 494), all(status(413), place('api', 'unknown'), says(/header|cookie|token/i))),
  ),
  rule('domain.rate-limited', 0.95, status(429)),
  sign(
    'domain.rate-limited',
    0.93,
    /(?:too[_ ]many[_ ]requests|rate[- _]?limit(?:ed|s|ing)?(?: has been)?(?: exceeded| reached)?|exceeded (?:the |your )?(?:rate|quota|request) ?(?:limit)?|(?:request|quota|call)s? (?:limit|quota) (?:has been )?(?:exceeded|reached)|throttl(?:ed|ing)|quota exceeded|slow down)/i,
    failed,
    not(says(/slow_down|device/i)),
  ),
  rule(
    'domain.unavailable',
    0.9,
    all(status(500, 502, 503, 504, 520, 521, 522, 523, 524, 529), place('token', 'authorize', 'keys', 'metadata')),
  ),
  sign('domain.unavailable', 0.88, /\b(?:temporarily_unavailable|server_error)\b/, not(place('api'))),
  rule('api.server-error', 0.85, all(status(500, 501, 502, 503, 504), place('api'))),
  rule('api.server-error', 0.5, status(500, 501, 502, 503, 504)),
  rule('domain.unavailable', 0.55, all(status(502, 503, 504), not(place('api')))),
  sign(
    'domain.unavailable',
    0.8,
    /(?:service (?:is )?(?:temporarily )?unavailable|bad gateway|gateway time-?out|under maintenance|scheduled maintenance|down for maintenance|no healthy upstream|upstream connect error|temporarily out of service|no server is available|backend (?:is )?(?:unavailable|down)|ServerOverloaded|over capacity)/i,
    not(place('api')),
    failed,
  ),
  sign(
    'api.server-error',
    0.82,
    /(?:service (?:is )?(?:temporarily )?unavailable|bad gateway|gateway time-?out|no healthy upstream|upstream connect error)/i,
    place('api'),
    failed,
  ),
  rule('input.wrong-page', 0.5, all(url(/^https?:\/\/[^/]+\/ui\/v1\//))),
];

/** What goes wrong before a server has judged anything. */
export const TRANSPORT_RULES: readonly Rule[] = [
  ...OWN.map(([code, cause]) => rule(cause, 0.97, isCode(code))),
  ...BROWSER,
  ...TLS,
  ...NETWORK,
  ...EDGES,
];
