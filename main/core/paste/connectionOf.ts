import type { ClientAuthMethod, GrantType } from '#contract/connection.ts';
import { Failure } from '../failure.ts';
import { compact } from '../json.ts';
import { parseAddress, readDomainUrl } from '../oauth/connection/domainUrl.ts';
import type { ConnectionFacts, PastedConnection } from './material.ts';
import { isPlaceholder } from './placeholders.ts';

/** The limits of the contract: more than fits a field is no value of it. */
const LONGEST: Partial<Record<TextFact, number>> = {
  name: 200,
  environment: 40,
  clientId: 512,
  keyId: 512,
  username: 512,
  subject: 512,
  secret: 65_536,
  password: 65_536,
  refreshToken: 65_536,
  subjectToken: 65_536,
  actorToken: 65_536,
  assertion: 1_048_576,
};
const LONGEST_OTHER = 8192;

type TextFact = {
  [Name in keyof ConnectionFacts]-?: ConnectionFacts[Name] extends string | undefined ? Name : never;
}[keyof ConnectionFacts];

const SECRET_METHODS: readonly ClientAuthMethod[] = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];

/** The connection that the facts make, what it still needs, and what was read in another way. Never throws. */
export function connectionOf(facts: ConnectionFacts): PastedConnection {
  const notes = [...(facts.notes ?? [])];
  const value = (name: TextFact): string | undefined => valueOf(facts, name, notes);
  const place = placeOf(value('tokenUrl'), value('domainUrl'), notes);
  const grantType = grantOf(facts);
  const secret = value('secret');
  const method = facts.method ?? (isPublic(facts, grantType) ? 'none' : 'client_secret_basic');
  const clientId = value('clientId') ?? '';
  const scope = (facts.scope ?? '').slice(0, LONGEST_OTHER).trim();
  const proxyUrl = value('proxyUrl');
  const proxy: PastedConnection['input']['proxy'] =
    proxyUrl === undefined ? undefined : { mode: 'manual', url: proxyUrl };
  const input: PastedConnection['input'] = compact({
    name: value('name') ?? suggestedName(place.domainUrl ?? place.endpoints.token, clientId),
    environment: value('environment') ?? '',
    domainUrl: place.domainUrl,
    endpoints: { ...readable(facts.endpoints, notes), ...place.endpoints },
    clientId,
    clientAuth: compact({ method, secret, keyId: value('keyId'), audience: value('audience') }),
    grant: compact({
      type: grantType,
      username: value('username'),
      password: value('password'),
      refreshToken: value('refreshToken'),
      assertion: value('assertion'),
      subject: value('subject'),
      subjectToken: value('subjectToken'),
      subjectTokenType: value('subjectTokenType'),
      actorToken: value('actorToken'),
      actorTokenType: value('actorTokenType'),
      requestedTokenType: value('requestedTokenType'),
      audience: value('grantAudience'),
      resource: value('resource'),
      redirectUri: value('redirectUri'),
      extraParameters: facts.extraParameters ?? {},
    }),
    scope,
    api: compact({ baseUrl: baseUrlOf(value('apiUrl')) }),
    proxy,
  });
  return { kind: 'connection', input, missing: missingIn(input), notes: [...new Set(notes)] };
}

function valueOf(facts: ConnectionFacts, name: TextFact, notes: string[]): string | undefined {
  const text = facts[name];
  if (text === undefined || text.trim() === '' || isPlaceholder(text)) return undefined;
  if (text.length <= (LONGEST[name] ?? LONGEST_OTHER)) return text;
  notes.push('A value was longer than its field takes, and was left out.');
  return undefined;
}

interface Place {
  domainUrl?: string;
  endpoints: { token?: string };
}

/** An address that cannot be read is told, and asked for again. */
function placeOf(tokenUrl: string | undefined, domainUrl: string | undefined, notes: string[]): Place {
  for (const text of [tokenUrl, domainUrl]) {
    if (text === undefined) continue;
    try {
      const reading = readDomainUrl(text);
      const isUsual = reading.tokenEndpoint === `${reading.domainUrl}/oauth2/v1/token`;
      if (reading.given !== 'token-endpoint') notes.push(...reading.notes);
      return { domainUrl: reading.domainUrl, endpoints: isUsual ? {} : { token: reading.tokenEndpoint } };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notes.push(error.message);
    }
  }
  return { endpoints: {} };
}

/** The endpoints without those that no secret may go to. */
function readable(endpoints: ConnectionFacts['endpoints'], notes: string[]): PastedConnection['input']['endpoints'] {
  const kept = Object.entries(endpoints ?? {}).filter(([name, url]) => {
    if (url === undefined || isPlaceholder(url)) return false;
    try {
      return parseAddress(url, `connection.endpoints.${name}`).href !== '';
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notes.push(error.message);
      return false;
    }
  });
  return Object.fromEntries(kept);
}

function grantOf({ grantType, username, password, refreshToken }: ConnectionFacts): GrantType {
  if (grantType !== undefined) return grantType;
  if (username !== undefined && password !== undefined) return 'password';
  return refreshToken === undefined ? 'client_credentials' : 'refresh_token';
}

/** These grants are those of public clients; the others come without a secret only because it was left out. */
const isPublic = ({ secret }: ConnectionFacts, grantType: GrantType): boolean =>
  secret === undefined && (grantType === 'authorization_code' || grantType === 'device_code');

function baseUrlOf(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? withoutUserInfo(new URL(text))
    : undefined;
}

function withoutUserInfo(url: URL): string {
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/$/, '');
}

function missingIn({ domainUrl, endpoints, clientId, clientAuth, grant, scope }: PastedConnection['input']): string[] {
  const { method } = clientAuth;
  const lacks = (isMissing: boolean, words: string): string[] => (isMissing ? [words] : []);
  return [
    ...lacks(domainUrl === undefined && endpoints?.token === undefined, 'address of the identity domain'),
    ...lacks(clientId === '', 'client ID'),
    ...lacks(SECRET_METHODS.includes(method) && clientAuth.secret === undefined, 'client secret'),
    ...lacks(method === 'private_key_jwt', 'private key of the client'),
    ...lacks(method === 'tls_client_auth', 'client certificate and its key'),
    ...lacks(grant.type === 'password' && grant.username === undefined, 'user name'),
    ...lacks(grant.type === 'password' && grant.password === undefined, 'password of the user'),
    ...lacks(grant.type === 'refresh_token' && grant.refreshToken === undefined, 'refresh token'),
    ...lacks(grant.type === 'jwt_bearer' && grant.assertion === undefined, 'assertion, or a key that signs one'),
    ...lacks(grant.type === 'saml2_bearer' && grant.assertion === undefined, 'SAML assertion'),
    ...lacks(grant.type === 'token_exchange' && grant.subjectToken === undefined, 'subject token'),
    ...lacks(isPlaceholder(scope), 'scope without a placeholder'),
  ];
}

/** Short enough to be told apart in a list: the ids of identity domains and their clients are long and random. */
function suggestedName(address: string | undefined, clientId: string): string {
  // Without a client the form makes the name when it is saved.
  if (clientId === '') return '';
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  const isNumber = url !== undefined && /^[\d.]+$|^\[/.test(url.hostname);
  const host = isNumber ? url.host : url?.hostname.split('.')[0];
  const parts = [host ?? '', clientId].filter((part) => part !== '');
  return parts.map(shortened).join(' · ');
}

const shortened = (text: string): string =>
  text.length > 24 || /^(?:idcs-)?[0-9a-f]{16,}$/i.test(text) ? `${text.slice(0, 13)}…` : text;
