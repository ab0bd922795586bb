import type { Finding } from '#contract/diagnosis.ts';
import { readBase64url } from './base64url.ts';
import { createFinding } from './finding.ts';
import { readUtf8 } from './utf8.ts';

/** What a text that is no JWT seems to be. */
export interface OpaqueReading {
  looksLike?: string;
  findings: Finding[];
}

const NOT_AN_ACCESS_TOKEN = 'input.wrong-token-kind';
/** Bytes 01 00 20 or 02 00 20, before 32 hex digits; seen on refresh tokens and codes of identity domains. */
const ORACLE_PREFIX = /^A[Qg]Ag/;
const ORACLE_OLD_PREFIX = 'AQIDBA';

/** The beginning as text, enough to know an XML or JSON document by. */
function beginning(text: string): string | undefined {
  const { bytes } = readBase64url(text.slice(0, 2000).replace(/\s+/g, ''));
  return bytes === undefined ? undefined : readUtf8(bytes).text;
}

function wrongKind(title: string, explanation: string, quote: string, confidence: number, fix: string): Finding {
  return createFinding({
    cause: NOT_AN_ACCESS_TOKEN,
    title,
    level: 'notice',
    confidence,
    evidence: [['token', quote]],
    explanation,
    fix: [fix],
  });
}

function oracleOpaque(text: string): OpaqueReading | undefined {
  const old = text.startsWith(ORACLE_OLD_PREFIX);
  if (!old && !ORACLE_PREFIX.test(text)) return undefined;
  const { bytes } = readBase64url(text.slice(0, 48));
  const hasId = bytes !== undefined && /^..\x20[0-9a-f]{32}/is.test(String.fromCharCode(...bytes));
  const looksLike = 'a refresh token or an authorization code of an Oracle identity domain';
  const explanation =
    'Refresh tokens and authorization codes of identity domains begin like this. They cannot be read, not even for when they expire, and no API accepts them.';
  const quote = `begins with ${old ? ORACLE_OLD_PREFIX : text.slice(0, 4)}`;
  const fix =
    'Use it at the token endpoint (as `refresh_token` or as `code`), and the access token from the reply at the API.';
  const title = 'Looks like a refresh token or a code, not an access token';
  return { looksLike, findings: [wrongKind(title, explanation, quote, hasId ? 0.9 : 0.6, fix)] };
}

function pem(text: string): OpaqueReading | undefined {
  const [, label] = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text) ?? [];
  if (label === undefined) return undefined;
  const isPrivate = label.includes('PRIVATE KEY');
  const what = isPrivate ? 'a private key' : label.includes('CERTIFICATE') ? 'a certificate' : 'a PEM block';
  const explanation = isPrivate
    ? 'A private key signs client assertions. It is a secret of the client: it belongs in the connection and in no request.'
    : 'A certificate or public key checks signatures. It belongs into the check of the signature or into the connection.';
  const title = `This is ${what}, not a token`;
  const fix = isPrivate
    ? 'Put it into the connection’s private key field.'
    : 'Paste it where the signature is verified.';
  return {
    looksLike: `${what} in PEM`,
    findings: [wrongKind(title, explanation, `-----BEGIN ${label}-----`, 0.99, fix)],
  };
}

function xml(text: string, encoded: boolean): OpaqueReading | undefined {
  if (!/^\s*<[?!a-zA-Z]/.test(text)) return undefined;
  const saml = /(?:saml|<(?:\w+:)?(?:Assertion|Response)\b)/i.test(text);
  const what = saml ? 'a SAML assertion' : 'an XML document';
  const explanation = saml
    ? 'A SAML assertion is exchanged for an access token by the SAML bearer grant (RFC 7522); an API that takes OAuth tokens does not accept it.'
    : 'XML is no access token.';
  const quote = encoded ? 'base64 of `<`' : '<';
  const looksLike = encoded ? `${what} in base64` : what;
  const fix = 'Send it to the token endpoint as `assertion`, and use the access token from the reply.';
  return {
    looksLike,
    findings: [wrongKind(`This is ${what}, not an access token`, explanation, quote, saml ? 0.95 : 0.8, fix)],
  };
}

function basic(text: string): OpaqueReading | undefined {
  if (!/^(?:authorization\s*:\s*)?basic\s+\S/i.test(text)) return undefined;
  const explanation =
    'After `Basic` stand a client ID and its secret, or a user name and password, in base64. They get a token and are none.';
  const fix = 'Put client ID and secret into a connection and request a token with them.';
  const title = 'These are credentials, not a token';
  return { looksLike: 'Basic credentials', findings: [wrongKind(title, explanation, 'Basic …', 0.97, fix)] };
}

function shortened(text: string): OpaqueReading | undefined {
  if (!/\.{3}|\u2026|\*{3}|<[^<>]{1,60}>/.test(text)) return undefined;
  const finding = createFinding({
    cause: 'token.malformed',
    title: 'Shortened or masked for display',
    level: 'bad',
    confidence: 0.85,
    evidence: [['token', /\.{3,}|\u2026|\*{3,}|</.exec(text)?.[0] ?? '']],
    explanation:
      'Dots, stars or a placeholder stand where a piece of the token was left out. What is missing cannot be restored.',
    fix: ['Copy the whole token from the reply itself.'],
  });
  return { findings: [finding] };
}

function shape(text: string): OpaqueReading {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { looksLike: 'a GUID', findings: [] };
  if (/^[0-9a-f]{32}$/i.test(text)) {
    return { looksLike: '32 hex digits, as client IDs and token ids of an identity domain are written', findings: [] };
  }
  if (/^[\w-]{4,10}$/.test(text) && /^[A-Z0-9-]+$/.test(text))
    return { looksLike: 'a user code of the device grant', findings: [] };
  if (/^[\w.~+/=-]{16,}$/.test(text))
    return { looksLike: 'a reference token, which only its issuer can read', findings: [] };
  return { findings: [] };
}

function json(text: string): OpaqueReading | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  const explanation =
    'It has no member that holds a token, such as `access_token`. A decoded token cannot be put together again without its signature.';
  const finding = createFinding({
    cause: 'token.malformed',
    title: 'This is JSON without a token in it',
    level: 'bad',
    confidence: 0.9,
    explanation,
    fix: ['Paste the whole token reply or the token itself.'],
  });
  return { looksLike: 'a JSON document', findings: [finding] };
}

/** Says what a text seems to be that is neither a signed nor an encrypted token. It is a guess by shape and prefix. */
export function readOpaque(text: string): OpaqueReading {
  const decoded = beginning(text);
  return (
    pem(text) ??
    basic(text) ??
    xml(text.slice(0, 4000), false) ??
    json(text) ??
    oracleOpaque(text) ??
    (decoded === undefined ? undefined : xml(decoded, true)) ??
    shortened(text) ??
    shape(text)
  );
}
