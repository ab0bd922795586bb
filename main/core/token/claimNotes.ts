import type { JsonValue } from '../records.ts';
import { timeNote } from './timeNote.ts';
import { COMMON_ISSUER, isFromIdentityDomain } from './oracleClaims.ts';
import { scopeNote } from './scopeWords.ts';
import { durationInWords } from './timeWords.ts';

type Claims = ReadonlyMap<string, JsonValue>;
type Note = (value: JsonValue, claims: Claims, now: number) => string | undefined;

const TOKEN_TYPES = new Map([
  ['AT', 'an access token'],
  ['IT', 'an identity token, made for the client and not for an API'],
]);
const GRANTS = new Map([
  ['azc', 'authorization code'],
  ['jwt', 'JWT assertion'],
  ['cc', 'client credentials'],
]);
const PROOFS = new Map([
  ['jkt', 'the sender must prove a key with DPoP (RFC 9449)'],
  ['x5t#S256', 'the sender must use the matching TLS client certificate (RFC 8705)'],
  ['jwk', 'the sender must prove the key given here'],
  ['jwe', 'the sender must prove an encrypted key'],
  ['kid', 'the sender must prove the key of this name'],
  ['jku', 'the sender must prove a key of this key set'],
]);
const AUDIENCES: readonly (readonly [RegExp, string])[] = [
  [/^urn:opc:resource:scope:account$/, 'all services of the account'],
  [/^urn:opc:resource:scope:tag=/, 'services with a tag'],
  [/^urn:opc:lbaas:logicalguid=/, 'the administrative API of a domain'],
  [/\.integration(?:\.[\w-]+)*\.(?:ocp\.)?oraclecloud\.com/, 'an Oracle Integration instance'],
  [/^https:\/\/idcs-[0-9a-f]{32}(?:\.[\w-]+)?\.identity\./, 'an identity domain itself'],
];

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** A sentence about a text value; for other values there is none. */
const ofText =
  (note: (value: string, claims: Claims) => string | undefined): Note =>
  (value, claims) =>
    typeof value === 'string' ? note(value, claims) : undefined;

const ofWords = (words: ReadonlyMap<string, string>, otherwise: string): Note =>
  ofText((value) => words.get(value) ?? otherwise);

const ofTime: Note = (value, _claims, now) => timeNote(value, now);

const expiry: Note = (value, claims, now) => {
  const note = timeNote(value, now);
  const issued = claims.get('iat');
  if (note === undefined || typeof value !== 'number' || typeof issued !== 'number' || value <= issued) return note;
  return `${note}; ${durationInWords((value - issued) * 1000)} after it was issued`;
};

const issuer = ofText((value, claims) => {
  if (value === COMMON_ISSUER)
    return 'The same in every identity domain that has no issuer of its own; `tenant_iss` tells which domain it was.';
  if (`${value}/` === COMMON_ISSUER)
    return 'Like the issuer that identity domains share, but without the slash at its end; verifiers compare exactly.';
  if (isFromIdentityDomain(claims) && claims.has('tok_type')) return 'An issuer that was set for this domain.';
  return undefined;
});

const tenantIssuer = ofText((value) =>
  value.endsWith(':443') ? 'The domain URL with its port; with or without `:443` it is the same place.' : undefined,
);

function audienceWords(value: string, claims: Claims): string | undefined {
  const known = AUDIENCES.find(([pattern]) => pattern.test(value))?.[1];
  if (known !== undefined) return known;
  if (value === COMMON_ISSUER) return 'the issuer that identity domains share';
  if (value === text(claims.get('client_id')) || value === text(claims.get('azp'))) return 'the client itself';
  return undefined;
}

const audience: Note = (value, claims) => {
  const values = Array.isArray(value) ? value : [value];
  const words = values.flatMap((item) => (typeof item === 'string' ? (audienceWords(item, claims) ?? []) : []));
  const unique = [...new Set(words)].join(', ');
  if (!Array.isArray(value)) return unique === '' ? undefined : `Meant for ${unique}.`;
  const number = count(values.length, 'audience', 'audiences');
  return unique === '' ? number : `${number}, among them ${unique}`;
};

const subject = ofText((value, claims) =>
  value === text(claims.get('client_id'))
    ? 'Same as `client_id`: the token speaks for the client itself, and no user stands behind it.'
    : undefined,
);

const scope: Note = (value) => {
  if (typeof value === 'string') return scopeNote(value);
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined;
  return scopeNote(value.join(' '));
};

const proof: Note = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (
    Object.keys(value)
      .flatMap((name) => PROOFS.get(name) ?? [])
      .join('; ') || undefined
  );
};

const actor: Note = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const acting = text(value['sub']) ?? text(value['client_id']);
  return acting === undefined ? undefined : `acting: ${acting}`;
};

const list: Note = (value) => (Array.isArray(value) ? count(value.length, 'entry', 'entries') : undefined);

const minutes: Note = (value) => (typeof value === 'number' ? durationInWords(value * 60_000) : undefined);

const NOTES: ReadonlyMap<string, Note> = new Map<string, Note>([
  ['exp', expiry],
  ...['nbf', 'iat', 'auth_time', 'session_exp', 'updated_at', 'toe'].map((name) => [name, ofTime] as const),
  ['iss', issuer],
  ['tenant_iss', tenantIssuer],
  ['aud', audience],
  ['sub', subject],
  ['scope', scope],
  ['scp', scope],
  ['tok_type', ofWords(TOKEN_TYPES, 'a token for the domain’s own use')],
  [
    'sub_type',
    ofWords(
      new Map([
        ['user', 'a user signed in or was asserted'],
        ['client', 'the client itself; there is no user'],
      ]),
      'neither user nor client',
    ),
  ],
  [
    'sub_mappingattr',
    ofWords(new Map([['userName', 'sub is the user name; APIs compare it exactly']]), 'sub is this attribute'),
  ],
  ['gtp', ofWords(GRANTS, 'a grant that Oracle has not documented')],
  ['cnf', proof],
  ['act', actor],
  ['may_act', actor],
  ['amr', list],
  ['groups', list],
  ['roles', list],
  ['userAppRoles', list],
  ['clientAppRoles', list],
  ['sidle', minutes],
]);

/** What a claim's value says, where that is more than the value itself. `now` is in epoch milliseconds. */
export function claimNote(name: string, value: JsonValue, claims: Claims, now: number): string | undefined {
  return NOTES.get(name)?.(value, claims, now);
}
