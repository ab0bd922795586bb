import type { GrantType } from '#contract/connection.ts';
import { GRANT_TYPES } from '#contract/connection.ts';
import { isRecord } from '../diagnosis/read/pasted.ts';
import { NAMES, plain } from '../oauth/connection/fieldNames.ts';
import { connectionOf } from './connectionOf.ts';
import { recognized } from './material.ts';
import type { ConnectionFacts, PastedConnection, Recognized } from './material.ts';

type Field =
  | 'name'
  | 'environment'
  | 'url'
  | 'tokenUrl'
  | 'apiUrl'
  | 'clientId'
  | 'secret'
  | 'username'
  | 'password'
  | 'scope'
  | 'grantType'
  | 'redirectUri'
  | 'refreshToken';

const without = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => !others.includes(name));
/** A password manager calls a client's ID and secret so; beside a client ID they are those of a user. */
const USER = ['username', 'login', 'loginname', 'loginusername', 'user', 'userid'];
const PASSWORD = ['password', 'loginpassword', 'pwd', 'passwd', 'userpassword'];

/** What people call the parts of a connection in mails, tickets and files, without spaces and marks. */
const LABELS: Record<Field, readonly string[]> = {
  name: ['applicationname', 'appname', 'clientname', 'connectionname', 'application'],
  environment: NAMES.environment,
  url: [
    ...NAMES.domainUrl,
    'idcsdomain',
    'idcshost',
    'idcsinstance',
    'idcs',
    'domainaddress',
    'host',
    'server',
    'oauthurl',
    'oauthserver',
    'authserver',
    'identityurl',
    'console',
    'consoleurl',
    'issueruri',
    'link',
  ],
  tokenUrl: [...NAMES.tokenEndpoint, 'oauthtokenurl', 'tokenserviceurl', 'oauthtokenendpoint'],
  apiUrl: [
    ...NAMES.apiBaseUrl,
    'apiendpoint',
    'restendpoint',
    'resturl',
    'serviceurl',
    'endpoint',
    'apihost',
    'api',
    'applicationurl',
    'instanceurl',
  ],
  clientId: without(NAMES.clientId, USER).concat('client', 'id', 'oauthclient', 'key'),
  secret: without(NAMES.clientSecret, PASSWORD),
  username: [...USER, ...NAMES.username],
  password: [...PASSWORD, ...NAMES.password],
  scope: [...NAMES.scope, 'appscope', 'requestedscope'],
  grantType: ['granttype', 'grant', 'oauthgrant', 'flow', 'oauthflow'],
  redirectUri: ['redirecturi', 'redirecturl', 'callbackurl', 'callback'],
  refreshToken: ['refreshtoken'],
};
const FIELDS: ReadonlyMap<string, Field> = new Map(
  Object.entries(LABELS).flatMap(([field, labels]) =>
    isField(field) ? labels.map((label): [string, Field] => [label, field]) : [],
  ),
);
/** Unmistakable at the end of a longer name too: `spring.security.oauth2.client.registration.x.client-id`, `TEST_TOKEN_URL`. */
const ENDINGS = [
  'clientid',
  'clientsecret',
  'tokenurl',
  'tokenuri',
  'tokenendpoint',
  'granttype',
  'redirecturi',
  'refreshtoken',
  'apibaseurl',
  'username',
  'password',
  'scope',
  'issueruri',
  'domainurl',
];

function isField(name: string): name is Field {
  return name in LABELS;
}

function fieldOf(label: string): Field | undefined {
  const name = plain(label.replace(/\([^)]*\)/g, ''));
  const ending = ENDINGS.find((each) => name.length > each.length && name.endsWith(each));
  return FIELDS.get(name) ?? (ending === undefined ? undefined : FIELDS.get(ending));
}

const GRANT_WORDS: [RegExp, GrantType][] = [
  [/client.?cred/i, 'client_credentials'],
  [/password|ropc|resource.?owner/i, 'password'],
  [/saml/i, 'saml2_bearer'],
  [/jwt|assertion/i, 'jwt_bearer'],
  [/auth\w*.?code|3.?legged/i, 'authorization_code'],
  [/device/i, 'device_code'],
  [/exchange/i, 'token_exchange'],
  [/refresh/i, 'refresh_token'],
];

const LINE =
  /^[\s>*•|"'`#-]{0,12}(?:export +|setx? +|\$env:|-D)?["'`]?([A-Za-z][\w .\-/()]{0,80}?)["'`*_]{0,3} {0,6}(?::=|=>|[:=]|\t+| [–—-] |\|)["'`*_]{0,3}/;
const LONGEST_LINE = 70_000;
const MOST_LINES = 4000;

/** `Client ID: …` and what else stands with it, in any order, as people write it into mails, shells, properties and YAML. */
export function recognizeLines(text: string): Recognized | undefined {
  return ofPairs(pairsIn(text), 'credentials');
}

/** `{ "clientId": …, "clientSecret": … }`, however deep. */
export function recognizeRecord(value: unknown): Recognized | undefined {
  return ofPairs(flatten(value, 0), 'credentials');
}

/** Names with values, of which at least a client ID or secret must be understood; undefined otherwise. */
export function ofPairs(
  pairs: readonly [name: string, value: string][],
  kind: Recognized['kind'],
): Recognized | undefined {
  const sets: Partial<Record<Field, string>>[] = [{}];
  for (const [name, value] of pairs) {
    const field = fieldOf(name);
    if (field === undefined || !fits(field, value)) continue;
    const last = sets.at(-1) ?? {};
    if (field === 'clientId' && last.clientId !== undefined) {
      // The next client of a list; `id` and `key` are too short to begin one.
      if (last.clientId !== value && plain(name).length > 4) sets.push({ clientId: value });
    } else last[field] ??= value;
  }
  const offers = sets.map(connectionIn).filter((offer) => offer !== undefined);
  return offers.length === 0
    ? undefined
    : recognized(kind, offers, { facts: offers.length > 1 ? [`${offers.length} clients`] : [] });
}

const fits = (field: Field, value: string): boolean => {
  if (value === '' || value.length > 65_536) return false;
  if (field === 'url' || field === 'tokenUrl' || field === 'apiUrl')
    return /^\S{4,}$/.test(value) && /[.:<{]/.test(value);
  return (
    field === 'scope' ||
    field === 'name' ||
    field === 'environment' ||
    field === 'grantType' ||
    /^(?:\S+|<[^<>]+>)$/.test(value)
  );
};

function connectionIn(fields: Partial<Record<Field, string>>): PastedConnection | undefined {
  const { url, tokenUrl, apiUrl, clientId, secret, grantType, ...others } = fields;
  if (clientId === undefined && (secret === undefined || (url ?? tokenUrl) === undefined)) return undefined;
  if (secret === undefined && url === undefined && tokenUrl === undefined && others.scope === undefined)
    return undefined;
  const given = grantType?.trim().toLowerCase();
  const facts: ConnectionFacts = {
    ...others,
    ...(tokenUrl === undefined ? { domainUrl: url } : { tokenUrl }),
    apiUrl: apiUrl ?? (tokenUrl === undefined ? undefined : url),
    clientId,
    secret,
    grantType:
      GRANT_TYPES.find((type) => type === given) ?? GRANT_WORDS.find(([words]) => words.test(given ?? ''))?.[1],
  };
  return connectionOf(facts);
}

function pairsIn(text: string): [string, string][] {
  const lines = text.split('\n', MOST_LINES);
  return lines.flatMap((line, at): [string, string][] => {
    if (line.length > LONGEST_LINE) return [];
    const match = LINE.exec(line);
    if (match !== null) {
      const value = bare(line.slice(match[0].length));
      if (value !== '') return [[match[1] ?? '', value]];
    }
    // A console shows the name above its value.
    const label = line.trim().replace(/:$/, '');
    const below = (lines[at + 1] ?? '').trim();
    return label.length <= 40 && /^[A-Za-z]/.test(label) && fieldOf(label) !== undefined && /^\S+$/.test(below)
      ? [[label, bare(below)]]
      : [];
  });
}

/** The value without its quotes, and without what ends a line of code, a row of a table or a bold word. */
function bare(text: string): string {
  const trimmed = text
    .trim()
    .replace(/["'`]?[,;]$|\s*\|$/, '')
    .replace(/\*\*$/, '')
    .trim();
  const quoted = /^(["'`<“])(.*)(["'`>”])$/.exec(trimmed);
  return quoted?.[2] !== undefined && quoted[1] !== '<' ? quoted[2] : trimmed.replace(/^["'`]|["'`]$/g, '');
}

const DEEPEST = 6;
const MOST_PAIRS = 2000;

function flatten(value: unknown, depth: number): [string, string][] {
  const pairs: [string, string][] = [];
  if (depth > DEEPEST) return pairs;
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 200)) pairs.push(...flatten(each, depth + 1));
  } else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value).slice(0, MOST_PAIRS)) {
      if (typeof member === 'string') pairs.push([name, member]);
      else pairs.push(...flatten(member, depth + 1));
      if (pairs.length > MOST_PAIRS) break;
    }
  }
  return pairs.slice(0, MOST_PAIRS);
}
