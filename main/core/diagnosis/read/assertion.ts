import type { ObservedAssertion } from '../observed.ts';
import type { JsonMember } from '../../token/jsonText.ts';
import { readToken } from '../../token/readToken.ts';

const LARGEST_SECONDS = 100_000_000_000;
const ORACLE_AUDIENCE = 'https://identity.oraclecloud.com/';

/** What a signed assertion in a request says of itself, and what of that a server refuses. */
export function readAssertion(
  parameters: ReadonlyMap<string, string>,
  serverNow: number | undefined,
): ObservedAssertion | undefined {
  const client = parameters.get('client_assertion');
  const assertion = client ?? parameters.get('assertion');
  if (assertion === undefined) return undefined;
  const of = client === undefined ? 'user' : 'client';
  const { header, payload, kind } = readToken(assertion);
  if (payload?.members === undefined)
    return kind === 'malformed' ? { of, flaws: ['the assertion cannot be read as a JWT'] } : { of, flaws: [] };
  const claims = new Map(payload.members.map(({ name, value }) => [name, value]));
  const early = earlySeconds(claims, serverNow);
  const flaws = [
    ...timeFlaws(claims, serverNow),
    ...audienceFlaws(claims),
    ...headerFlaws(header?.members),
    ...subjectFlaws(claims, of),
  ];
  return { of, flaws, ...(early === undefined ? {} : { earlySeconds: early }) };
}

type Claims = ReadonlyMap<string, JsonMember['value']>;

function timeFlaws(claims: Claims, serverNow: number | undefined): string[] {
  const flaws: string[] = [];
  for (const name of ['exp', 'iat', 'nbf']) {
    const value = claims.get(name);
    if (typeof value === 'string') flaws.push(`${name} is a text, where a number of seconds belongs`);
    else if (typeof value === 'number' && value > LARGEST_SECONDS)
      flaws.push(`${name} is in milliseconds, where seconds belong`);
  }
  const end = claims.get('exp');
  if (end === undefined) flaws.push('exp is missing');
  if (typeof end === 'number' && serverNow !== undefined && end * 1000 <= serverNow) {
    const seconds = Math.round(serverNow / 1000 - end);
    flaws.push(`exp lies ${seconds} s before the server’s time`);
  }
  return flaws;
}

function earlySeconds(claims: Claims, serverNow: number | undefined): number | undefined {
  const begin = claims.get('nbf') ?? claims.get('iat');
  if (typeof begin !== 'number' || serverNow === undefined || begin > LARGEST_SECONDS) return undefined;
  return Math.round(begin - serverNow / 1000);
}

function audienceFlaws(claims: Claims): string[] {
  const audience = claims.get('aud');
  const audiences: readonly unknown[] = Array.isArray(audience) ? audience : [audience];
  if (audience === undefined) return ['aud is missing'];
  return audiences.some((each) => each === ORACLE_AUDIENCE.slice(0, -1))
    ? [`aud lacks the slash at the end of ${ORACLE_AUDIENCE}`]
    : [];
}

function headerFlaws(members: readonly JsonMember[] | undefined): string[] {
  if (members === undefined) return [];
  const names = members.map(({ name }) => name);
  return names.some((name) => /^(?:kid|x5t|x5t#S256|x5c|jwk)$/.test(name))
    ? []
    : ['the header names no key: neither kid nor x5t'];
}

/** RFC 7523 §3: a client that authenticates itself is both issuer and subject. */
function subjectFlaws(claims: Claims, of: ObservedAssertion['of']): string[] {
  const [issuer, subject] = [claims.get('iss'), claims.get('sub')];
  if (subject === undefined) return ['sub is missing'];
  return of === 'client' && issuer !== subject ? ['iss and sub differ, and both have to be the client ID'] : [];
}
