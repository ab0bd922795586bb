import type { Finding } from '#contract/diagnosis.ts';
import type { JsonValue } from '../records.ts';
import { createFinding } from './finding.ts';
import { isHexThumbprint, plainType } from './headerNotes.ts';

type Members = ReadonlyMap<string, JsonValue>;

interface Kind {
  title: string;
  evidence: readonly [string, string];
  confidence: number;
  explanation: string;
  fix: string;
}

/** Media types of tokens that no API takes in the place of an access token. */
const OTHER_TYPES = new Map([
  ['dpop+jwt', 'a proof of a key (DPoP), which goes beside an access token in its own header'],
  ['logout+jwt', 'a logout token, which an identity provider sends to a client'],
  ['secevent+jwt', 'a security event'],
  ['oauth-authz-req+jwt', 'a signed authorization request'],
  ['token-introspection+jwt', 'the answer to an introspection request'],
  ['client-authentication+jwt', 'a client assertion'],
]);
/** A proxy or server that keeps to the usual default refuses a longer header line. */
const HEADER_LINE_LIMIT = 8192;
const HEADER_LINE_START = 'Authorization: Bearer '.length;

const text = (members: Members, name: string): string | undefined => {
  const value = members.get(name);
  return typeof value === 'string' ? value : undefined;
};

function idTokenSign(header: Members, claims: Members): readonly [quote: string, confidence: number] | undefined {
  if (claims.get('tok_type') === 'IT') return ['tok_type: IT', 0.98];
  if (claims.get('tok_type') === 'AT' || plainType(header.get('typ')) === 'at+jwt') return undefined;
  if (claims.get('typ') === 'ID') return ['typ: ID', 0.95];
  if (claims.has('at_hash')) return ['at_hash is present', 0.9];
  if (claims.has('c_hash')) return ['c_hash is present', 0.9];
  if (claims.has('nonce') && !claims.has('scope') && !claims.has('scp')) return ['nonce is present', 0.75];
  return undefined;
}

function idToken(header: Members, claims: Members): Kind | undefined {
  const sign = idTokenSign(header, claims);
  if (sign === undefined) return undefined;
  return {
    title: 'An ID token, not an access token',
    evidence: ['token payload', sign[0]],
    confidence: sign[1],
    explanation:
      'An ID token tells the client who signed in. An API must not accept it; it wants the access token that came with it.',
    fix: 'Send `access_token` of the same reply to the API, not `id_token`.',
  };
}

function refreshToken(claims: Members): Kind | undefined {
  const type = text(claims, 'typ');
  if (type !== 'Refresh' && type !== 'Offline') return undefined;
  return {
    title: 'A refresh token, not an access token',
    evidence: ['token payload', `typ: ${type}`],
    confidence: 0.95,
    explanation: 'A refresh token is sent to the token endpoint alone, to get a new access token.',
    fix: 'Send `access_token` of the same reply to the API.',
  };
}

function otherType(header: Members): Kind | undefined {
  const type = plainType(header.get('typ'));
  const words = OTHER_TYPES.get(type);
  if (words === undefined) return undefined;
  return {
    title: 'Not an access token, by its type',
    evidence: ['token header', `typ: ${type}`],
    confidence: 0.95,
    explanation: `Its header says that this is ${words}.`,
    fix: 'Send the access token to the API.',
  };
}

/** A client assertion names the client twice (RFC 7523 §3); an access token has a scope or a client beside its subject. */
export function isAssertion(claims: Members): boolean {
  const accessToken = ['tok_type', 'scope', 'scp', 'client_id', 'azp', 'nonce'].some((name) => claims.has(name));
  return (
    !accessToken && text(claims, 'iss') !== undefined && claims.get('iss') === claims.get('sub') && claims.has('aud')
  );
}

function assertion(claims: Members): Kind | undefined {
  if (!isAssertion(claims)) return undefined;
  return {
    title: 'Looks like a client assertion, not an access token',
    evidence: ['token payload', 'iss and sub are the same'],
    confidence: 0.75,
    explanation:
      'A client writes and signs an assertion itself, to prove to the token endpoint who it is (RFC 7523 §3). No API accepts it.',
    fix: 'Send it to the token endpoint as `client_assertion`, and the access token from the reply to the API.',
  };
}

function assertionFault(title: string, quote: string, explanation: string, fix: string): Finding {
  return createFinding({
    cause: 'client.assertion-invalid',
    title,
    level: 'notice',
    confidence: 0.8,
    evidence: [['token header', quote]],
    explanation,
    fix: [fix],
    verifyBy: 'The token endpoint answers the next assertion with a token.',
  });
}

function assertionFaults(header: Members, claims: Members): Finding[] {
  if (!isAssertion(claims)) return [];
  const faults: Finding[] = [];
  const thumbprint = text(header, 'x5t');
  if (!header.has('kid') && !header.has('x5t')) {
    const explanation =
      'An identity domain finds the certificate by `kid` or `x5t`; with neither it answers with a system error.';
    const fix = 'Set `kid` to the alias under which the certificate was imported in the application.';
    faults.push(assertionFault('Names no key', 'neither kid nor x5t', explanation, fix));
  }
  if (thumbprint !== undefined && isHexThumbprint(thumbprint)) {
    const explanation =
      '`x5t` holds the 20 bytes of the SHA-1 thumbprint in base64url, which are 27 characters. Hex digits match no certificate.';
    const fix = 'Encode the bytes of the SHA-1 thumbprint, not its hex digits.';
    faults.push(
      assertionFault('The thumbprint is written in hex', `x5t has ${thumbprint.length} characters`, explanation, fix),
    );
  }
  return faults;
}

function tooLarge(token: string): Finding | undefined {
  const line = token.length + HEADER_LINE_START;
  if (line <= HEADER_LINE_LIMIT) return undefined;
  return createFinding({
    cause: 'token.too-large',
    title: `Long for a header: ${token.length} characters`,
    level: 'notice',
    confidence: 0.7,
    evidence: [['token', `${token.length} characters; the header line has ${line}`]],
    explanation: `Many proxies and servers accept header lines of ${HEADER_LINE_LIMIT} bytes at most, and answer a longer one with 400, 413 or 431.`,
    fix: ['Ask for fewer scopes, or have fewer groups, roles and custom claims put into the token.'],
    verifyBy: 'The new token is shorter.',
  });
}

function boundToKey(claims: Members): Finding | undefined {
  const proof = claims.get('cnf');
  if (typeof proof !== 'object' || proof === null) return undefined;
  return createFinding({
    cause: 'none',
    title: 'Bound to a key: no use as a plain bearer token',
    level: 'notice',
    confidence: 0.9,
    evidence: [['token payload', `cnf: ${Object.keys(proof).join(', ')}`]],
    explanation:
      'The API wants a proof of that key beside the token: a DPoP header (RFC 9449) or the TLS client certificate (RFC 8705).',
  });
}

const present = <Value>(values: readonly (Value | undefined)[]): Value[] =>
  values.filter((value): value is Value & {} => value !== undefined);

/** What sort of token it is, where that is not what an API wants, and what will stand in its way. */
export function kindFindings(token: string, header: Members, claims: Members): Finding[] {
  const kind = otherType(header) ?? idToken(header, claims) ?? refreshToken(claims) ?? assertion(claims);
  const wrongKind =
    kind &&
    createFinding({
      cause: 'input.wrong-token-kind',
      title: kind.title,
      level: 'notice',
      confidence: kind.confidence,
      evidence: [kind.evidence],
      explanation: kind.explanation,
      fix: [kind.fix],
    });
  return [...present([wrongKind, tooLarge(token), boundToKey(claims)]), ...assertionFaults(header, claims)];
}
