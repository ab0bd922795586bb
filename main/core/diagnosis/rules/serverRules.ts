import { all, any, error, failed, not, place, rule, says, sentTo, sign, status } from './rule.ts';
import type { Rule } from './rule.ts';

/** Metadata, issuer and keys of the domain. */
export const SERVER_RULES: readonly Rule[] = [
  rule('domain.signing-key-private', 0.97, all(place('keys'), status(401, 403)), sentTo),
  sign(
    'domain.signing-key-private',
    0.96,
    /(?:SigningCert\/jwk|jwks?(?:_uri)?\b|JWK ?Set|key ?set|signing (?:key|certificate)).{0,300}(?:\b401\b|\b403\b|unauthori[sz]ed|forbidden|access denied)|(?:401|unauthori[sz]ed).{0,200}(?:SigningCert\/jwk|\bjwks?\b|JWK ?Set)/i,
    failed,
    not(says(/no (?:matching|applicable) key/i)),
  ),
  sign('domain.signing-key-private', 0.75, /error\.common\.exception\.unauthorizedAccess/, not(place('api'))),
  rule(
    'domain.unreachable-metadata',
    0.92,
    all(
      place('metadata'),
      failed,
      any(status(301, 302, 400, 401, 403, 404, 405), ({ isHtml }) => isHtml),
    ),
    sentTo,
  ),
  sign(
    'domain.unreachable-metadata',
    0.88,
    /(?:IDX2080[34]|IDX10803|unable to (?:obtain|retrieve|fetch|resolve|load|get|discover) (?:the )?(?:\w+ )?(?:configuration|metadata|discovery|openid|document|issuer)|(?:discovery|metadata|openid[- ](?:configuration|provider)|well-known).{0,80}(?:not found|404|fail|error|invalid|could not|unable|unreachable|not (?:json|valid))|(?:fail|error|could not|couldn't|cannot|unable).{0,60}(?:discovery|metadata|openid[- ]?(?:configuration|provider)|well-known)|JSON parsing returned an error|oidc_metadata|expected 200 OK, got.{0,60}|error while (?:fetching|retrieving) .{0,30}(?:configuration|metadata)|Issuer discovery|OPDiscoveryError|no valid (?:openid|provider) configuration|does not (?:support|provide) .{0,20}discovery)/i,
    failed,
    not(says(/did not match (?:the )?requested issuer|issuer .{0,80}did not match|issuer mismatch|unexpected issuer/i)),
  ),
  rule('domain.unreachable-metadata', 0.6, all(place('metadata'), failed)),
  sign(
    'domain.issuer-mismatch',
    0.96,
    /(?:IDX10205|IDX10204|IDX10211|IDX40001|BearerTokenIssuer|did not match (?:the )?requested issuer|issuer (?:did not|does not|doesn't) match|issuer mismatch|mismatch(?:ed|ing)? issuer|(?:invalid|unexpected|wrong|untrusted|unknown|bad|incorrect|unrecognized|disallowed) (?:token )?["']?(?:issuer|iss)\b|unexpected ["']?iss\b["']?|issuer .{0,200}(?:did not match|does not match|doesn't match|didn't match|not match|differ|mismatch|not (?:trusted|valid|allowed|known|configured|recognized|expected|accepted)|is invalid|isn't|validation failed|expected)|expected issuer|(?:not issued by|issued by (?:a|an) (?:different|unexpected|another|unknown|wrong))|iss(?:uer)? claim .{0,60}(?:invalid|not|mismatch|does|unexpected|value|wrong)|claim ["']?iss["']? .{0,60}(?:invalid|not|mismatch|value|does)|["']iss["'] (?:claim )?.{0,40}(?:invalid|mismatch|not|fail|differ)|the iss claim|claim: 'iss'|InvalidIssuer|IssuerMismatch|issuer URL provided to client|did not match the issuer|issuer in (?:the )?(?:token|discovery|metadata))/i,
    failed,
    not(says(/certificate|client_assertion|local issuer|\bassertion\b/i)),
  ),
  sign(
    'domain.key-unknown',
    0.95,
    /(?:IDX1050[013](?!\d).{0,200}(?:unable to match|kid|No security keys|not found)|IDX10500|IDX10516|JWKSNoMatchingKey|ERR_JWKS_(?:NO_MATCHING_KEY|MULTIPLE_MATCHING_KEYS)|SigningKeyNotFoundError|unable to find a (?:signing|matching|suitable|verification) key|no (?:applicable|matching|suitable|appropriate|valid|usable) (?:verification |signing |public )?(?:jwk|key)\b|no matching key\(?s?\)?|no (?:public |signing |verification )?keys? (?:matching|found|with|for|available|could be found)|no key .{0,40}(?:matching|with|for|found)|key (?:id|with (?:id|kid)) .{0,80}(?:not found|unknown|not (?:be )?(?:found|matched|present|known|in))|\bkid\b .{0,80}(?:not found|unknown|not (?:be )?(?:found|matched|match|present|known|in|recognized)|missing|no match|mismatch|invalid)|unknown (?:signing )?(?:key|kid)\b|(?:unable|failed|could not|couldn't|cannot|did not) (?:to )?(?:match|find|locate|resolve|get) .{0,40}\b(?:kid|keys?|jwk)\b|unable to match .?kid|key_ops|"?use"? (?:parameter|member) (?:was|is) (?:inconsistent|not)|CryptoKey .{0,40}(?:usage|verify)|key (?:does not|doesn't|is not) .{0,30}(?:support|allow|usable|permitted).{0,20}verif|no keys? in (?:the )?(?:jwk|key) ?set|jwk(?:s)? (?:does not|doesn't) contain|signing key (?:was )?not found|publickey not found|another algorithm expected)/i,
    failed,
    not(says(/client_assertion|client assertion|private key|keystore|on the application/i)),
  ),
  sign('domain.unavailable', 0.6, /\bserver_error\b/, failed, error('server_error')),
];
