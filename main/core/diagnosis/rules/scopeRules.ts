import { readScope } from '../../oauth/exchange/scope.ts';
import { evidence } from '../quote.ts';
import type { Observed, Quote, Test } from '../observed.ts';
import { all, any, anyOf, error, failed, grant, not, place, reply, rule, says, sign, status } from './rule.ts';
import type { Rule } from './rule.ts';

const quoteScope: Quote = (seen) => [
  ...reply(seen),
  evidence('request', seen.scope === undefined || seen.scope === '' ? 'no scope' : `scope=${seen.scope}`),
  ...readScope(seen.scope ?? '').notes.map((note) => evidence('request', note)),
];
const asks =
  (word: RegExp): Test =>
  ({ scope }) =>
    scope !== undefined && word.test(scope);
const cameWithoutRefresh: Test = ({ hasRefreshToken }) => hasRefreshToken === false;
/** Two resources by address: each of the words names another. */
const namesTwoResources: Test = ({ scope = '' }: Observed) =>
  new Set([...scope.matchAll(/\b(?:https?|api):\/\/[^\s/:]+/g)].map(([resource]) => resource)).size > 1;

/** What was asked for. */
export const SCOPE_RULES: readonly Rule[] = [
  rule('scope.refresh-not-enabled', 0.93, all(cameWithoutRefresh, asks(/\boffline_access\b/)), (seen) => [
    evidence('request', `scope=${seen.scope ?? ''}`),
    evidence('reply body', 'no refresh_token'),
  ]),
  rule(
    'scope.no-offline-access',
    0.85,
    all(
      cameWithoutRefresh,
      grant(/^(?:password|authorization_code)$/),
      ({ scope }) => scope !== undefined && !scope.includes('offline_access'),
    ),
    (seen) => [evidence('request', `scope=${seen.scope ?? ''}`), evidence('reply body', 'no refresh_token')],
  ),
  sign(
    'scope.no-offline-access',
    0.93,
    anyOf(
      /(?:no|without|missing|lacks?|did ?n[o']t (?:return|receive|get|contain)|not (?:return(?:ed)?|present|available|received|set|contain|granted|issued)).{0,40}refresh[_ ]token/,
      /refresh[_ ]token\b.{0,60}(?:is |was )?(?:missing|absent|null|undefined|not (?:set|present|available|returned|provided|found|in the|specified|defined|issued)|required|empty)/,
      /must specify refresh_token/,
      /NoRefreshToken/,
      /offline[_ ]access.{0,60}(?:missing|required|not (?:requested|asked|included)|needed)/,
      /access_type=offline/,
      /necessary fields need to refresh/,
    ),
    failed,
    not(error('invalid_scope')),
    not(says(/"refresh_token" is|grant_type=refresh_token|is not (?:valid|allowed|enabled)/i)),
  ),
  rule(
    'scope.refresh-not-enabled',
    0.9,
    all(error('invalid_scope'), asks(/\boffline_access\b/), any(grant(/^client_credentials$/), says(/offline/i))),
    quoteScope,
  ),
  sign(
    'scope.refresh-not-enabled',
    0.92,
    anyOf(
      /offline[_ ](?:access|tokens?)\b.{0,60}(?:not (?:allowed|enabled|permitted|supported|granted|valid)|disabled|denied)/,
      /not allowed .{0,30}offline[_ ](?:access|tokens?)/,
      /refresh tokens? (?:are |is )?(?:not (?:allowed|enabled|supported|permitted)|disabled)/,
      /(?:invalid|unknown|unauthorized) scopes?:? .{0,3}offline_access/,
    ),
    failed,
    not(says(/grant type/i)),
  ),
  rule('scope.mixed-audiences', 0.95, all(error('invalid_scope', 'invalid_request'), namesTwoResources), quoteScope),
  sign(
    'scope.mixed-audiences',
    0.96,
    anyOf(
      /more than one resource/,
      /(?:multiple|several|different|two|mixed) (?:resource|audience)s?\b/,
      /(?:only|exactly) one (?:resource|audience)/,
      /(?:combin|mix)\w* .{0,40}(?:resource|scope|audience)s?/,
      /static scope limit/,
      /default scope .{0,60}combined/,
      /can't be combined with resource-specific/,
      /across .{0,20}(?:resources|audiences)/,
      /\.default .{0,80}(?:not be combined|can't be combined|cannot be combined)/,
      /multiple scopes .{0,30}(?:not|different)/,
    ),
    failed,
    not(says(/does not support multiple audiences in token/i)),
  ),
  sign(
    'scope.missing',
    0.94,
    anyOf(
      /['"]?scopes?['"]? (?:parameter )?(?:must be|is required|are required|is missing|was not|not (?:provided|specified|supplied|present|sent)|cannot be empty|is empty|must not be empty|may not be empty|should not be empty|missing)/,
      /missing (?:the )?(?:required )?(?:request )?(?:parameter|field)?:? ?['"]?scope\b/,
      /no scopes? (?:was|were|is|are|provided|specified|requested|supplied|sent|parameter|given)/,
      /(?:must|should) (?:contain|include|specify|provide) .{0,40}['"]?scope\b['"]?/,
      /default scopes?/,
      /at least one scope/,
      /scope (?:list )?(?:is )?(?:empty|blank|null)/,
      /empty scope/,
      /must contain the following parameter: '?scope/,
    ),
    failed,
    not(says(/more than one resource|is not valid|insufficient/i)),
  ),
  sign(
    'scope.not-granted',
    0.93,
    anyOf(
      /client-grant\b(?!-)/,
      /scopes?\b.{0,160}(?:not (?:allowed|granted|authori[sz]ed|assigned|permitted|enabled|registered|configured|available) (?:for|to|by|on)|not been (?:granted|authorized|approved|assigned)|not (?:allowed|granted|permitted|assigned)\b)/,
      /(?:client|application|app) .{0,60}(?:is )?not (?:allowed|authorized|permitted|entitled) .{0,40}(?:scope|access|resource|api)/,
      /unauthori[sz]ed scopes?/,
      /not (?:allowed|authorized|permitted) to (?:request|ask|use|access) .{0,60}(?:scope|resource|audience|api\b)/,
      /scope .{0,40}(?:exceeds|beyond)/,
      /exceeds the scope/,
      /invalid scopes: /,
      /(?:policy|policies) .{0,30}(?:evaluation failed|not .{0,20}access)/,
      /not (?:consented|pre-?authorized)/,
      /misconfigured application/,
      /didn't request (?:the )?(?:permission|scope)/,
      /client .{0,30}not .{0,20}audience/,
      /service not enabled for client/,
    ),
    failed,
    not(status(403)),
    not(says(/insufficient[_ ]?scope|user is not assigned|token .{0,30}scope/i)),
  ),
  sign('scope.not-granted', 0.9, /client is not authorized to access|\bclient-grant\b(?!-)/i, failed),
  sign('scope.not-granted', 0.9, /policy evaluation failed/i, failed),
  sign(
    'scope.invalid',
    0.9,
    anyOf(
      /scopes? (?:is |are |was |were )?(?:invalid|unknown|malformed|not (?:valid|supported|recognized|known|exist|found|defined|registered))/,
      /(?:invalid|unknown|unsupported|malformed|unrecognized|undefined|nonexistent|bad|illegal) (?:oauth )?(?:['"]?scopes?\b|scope value)/,
      /scopes? ['"[]?.{0,200}(?:is |are )?(?:invalid|unknown|malformed|not (?:valid|supported|recognized|known|found|defined|exist)|does not exist|doesn't exist|could not be found)/,
      /some requested scopes were invalid/,
      /(?:cannot|can not|unable to|could not) process service scope/,
      /(?:resource|audience) .{0,120}(?:was not found|does not exist|not found|unknown|is invalid) ?(?:in the tenant)?/,
      /invalid (?:resource|audience|target)\b/,
      /(?:unknown|no such) (?:resource|audience)/,
      /invalid_target/,
      /service not found: /,
    ),
    failed,
    not(place('api')),
    not(says(/issued|assertion|\btoken audience|insufficient|invalid audience in|audience validation/i)),
  ),
  rule('scope.invalid', 0.55, all(failed, error('invalid_scope'))),
];
