import type { ClientAuthMethod, GrantType } from '#contract/connection.ts';
import type { Header } from '#contract/exchange.ts';
import type { JsonRecord, PastedRequest } from '../diagnosis/read/pasted.ts';
import { isRecord, textOf } from '../diagnosis/read/pasted.ts';
import { callOf } from './apiCall.ts';
import { connectionOf } from './connectionOf.ts';
import { ofPairs } from './credentials.ts';
import { recognized } from './material.ts';
import type { PastedCall, PastedConnection, Recognized } from './material.ts';
import { isPlaceholder } from './placeholders.ts';
import { tokenRequestFacts } from './tokenRequest.ts';

const MOST_REQUESTS = 2000;
const MOST_OFFERS = 20;
const DEEPEST = 20;

const GRANTS: Record<string, GrantType> = {
  client_credentials: 'client_credentials',
  password_credentials: 'password',
  authorization_code: 'authorization_code',
  authorization_code_with_pkce: 'authorization_code',
};
const METHODS: Record<string, ClientAuthMethod> = { header: 'client_secret_basic', body: 'client_secret_post' };

type Fill = (text: string) => string;

/** A collection of Postman, format 2.0 or 2.1, or an environment; undefined for any other JSON. */
export function recognizePostman(json: JsonRecord): Recognized | undefined {
  const { info, item, values } = json;
  if (
    Array.isArray(values) &&
    ('_postman_variable_scope' in json || values.some((each) => isRecord(each) && 'enabled' in each))
  ) {
    return ofEnvironment(json, values);
  }
  if (!isRecord(info) || !Array.isArray(item)) return undefined;
  const fill = filler(json['variable']);
  const found: Found = { connections: [], calls: [], requests: 0, fill };
  addAuth(json['auth'], textOf(info['name']), found);
  walk(item, 0, json['auth'], found);
  const { connections, calls, requests } = found;
  const [call] = calls;
  const own = connections.map((connection) =>
    call === undefined || connection.input.api?.baseUrl !== undefined
      ? connection
      : { ...connection, input: { ...connection.input, api: baseOf(call) }, request: call },
  );
  const sorted = own.sort((a, b) => a.missing.length - b.missing.length).slice(0, MOST_OFFERS);
  return recognized('postman', [...sorted, ...calls], { facts: [`${requests} request${requests === 1 ? '' : 's'}`] });
}

const baseOf = ({ request }: PastedCall): { baseUrl?: string } =>
  isPlaceholder(request.url) || !URL.canParse(request.url) ? {} : { baseUrl: new URL(request.url).origin };

interface Found {
  connections: PastedConnection[];
  calls: PastedCall[];
  requests: number;
  fill: Fill;
}

function ofEnvironment(json: JsonRecord, values: readonly unknown[]): Recognized {
  const pairs = values.flatMap((each): [string, string][] => {
    if (!isRecord(each) || each['enabled'] === false) return [];
    return [[textOf(each['key']) ?? '', textOf(each['value']) ?? '']];
  });
  const name = textOf(json['name']);
  const known = ofPairs(name === undefined ? pairs : [...pairs, ['connection name', name]], 'postman-environment');
  const notes =
    known === undefined ? ['None of its variables is named as a client ID, a secret or an address of a domain.'] : [];
  return known ?? recognized('postman-environment', [], { facts: [`${pairs.length} variables`], notes });
}

/** Puts the collection's own variables in; those of an environment stay as they are. */
function filler(variable: unknown): Fill {
  const values = new Map<string, string>();
  for (const each of Array.isArray(variable) ? variable.filter(isRecord) : []) {
    const value = textOf(each['value']);
    if (value !== undefined && value !== '') values.set(textOf(each['key']) ?? '', value);
  }
  return (text) =>
    text
      .slice(0, 1_000_000)
      .replace(/\{\{([^{}]{1,200})\}\}/g, (whole, name: string) => (values.get(name.trim()) ?? whole).slice(0, 10_000));
}

function walk(items: readonly unknown[], depth: number, inherited: unknown, found: Found): void {
  for (const each of items) {
    if (!isRecord(each) || depth > DEEPEST || found.requests >= MOST_REQUESTS) continue;
    const auth = each['auth'] ?? inherited;
    if (each['auth'] !== undefined) addAuth(each['auth'], textOf(each['name']), found);
    if (Array.isArray(each['item'])) walk(each['item'], depth + 1, auth, found);
    if (isRecord(each['request'])) addRequest(each['request'], auth, textOf(each['name']), found);
  }
}

function addRequest(request: JsonRecord, inherited: unknown, name: string | undefined, found: Found): void {
  found.requests += 1;
  const auth = request['auth'] ?? inherited;
  if (request['auth'] !== undefined) addAuth(request['auth'], name, found);
  const read = requestOf(request, auth, found.fill);
  const facts = tokenRequestFacts(read);
  if (facts !== undefined) addConnection(connectionOf({ ...facts, name }), found);
  else if (found.calls.length < MOST_OFFERS) {
    const call = callOf(read);
    if (call !== undefined) found.calls.push(call);
  }
}

function addConnection(connection: PastedConnection, { connections }: Found): void {
  const { clientId, grant } = connection.input;
  if (connections.every(({ input }) => input.clientId !== clientId || input.grant.type !== grant.type))
    connections.push(connection);
}

/** The settings of `auth.oauth2`: a list of keys with values in format 2.1, an object in 2.0. */
function settingsOf(auth: unknown, type: string, fill: Fill): ((name: string) => string | undefined) | undefined {
  if (!isRecord(auth) || auth['type'] !== type) return undefined;
  const given = auth[type];
  const pairs = Array.isArray(given)
    ? given.filter(isRecord).map((each): [string, unknown] => [textOf(each['key']) ?? '', each['value']])
    : Object.entries(isRecord(given) ? given : {});
  const values = new Map(pairs);
  return (name) => {
    const text = textOf(values.get(name));
    return text === undefined || text === '' ? undefined : fill(text);
  };
}

function addAuth(auth: unknown, name: string | undefined, found: Found): void {
  const at = settingsOf(auth, 'oauth2', found.fill);
  if (at === undefined) return;
  const authorizationUrl = at('authUrl');
  const grantType =
    GRANTS[at('grant_type') ?? ''] ?? (authorizationUrl === undefined ? 'client_credentials' : 'authorization_code');
  const secret = at('clientSecret');
  const connection = connectionOf({
    name: at('tokenName') ?? name,
    tokenUrl: at('accessTokenUrl'),
    domainUrl: authorizationUrl,
    clientId: at('clientId'),
    secret,
    method: secret === undefined ? undefined : METHODS[at('client_authentication') ?? 'header'],
    grantType,
    username: at('username'),
    password: at('password'),
    redirectUri: at('redirect_uri'),
    scope: at('scope'),
  });
  addConnection(connection, found);
}

function requestOf(request: JsonRecord, auth: unknown, fill: Fill): PastedRequest {
  const { method, url, header, body } = request;
  const raw = textOf(url) ?? (isRecord(url) ? textOf(url['raw']) : undefined);
  const basic = settingsOf(auth, 'basic', fill);
  const bearer = settingsOf(auth, 'bearer', fill)?.('token');
  const own: Header[] = pairsOf(header, fill);
  const isSaid = own.some(([name]) => name.toLowerCase() === 'authorization');
  if (!isSaid && basic !== undefined)
    own.push(['Authorization', `Basic ${basicOf(basic('username') ?? '', basic('password') ?? '')}`]);
  if (!isSaid && bearer !== undefined) own.push(['Authorization', `Bearer ${bearer}`]);
  return {
    method: textOf(method) ?? 'GET',
    ...(raw === undefined ? {} : { url: fill(raw) }),
    headers: own,
    body: isRecord(body) ? bodyOf(body, fill) : '',
    isWhole: true,
  };
}

const basicOf = (name: string, password: string): string =>
  isPlaceholder(name) || isPlaceholder(password)
    ? '<credentials>'
    : btoa(Array.from(new TextEncoder().encode(`${name}:${password}`), (byte) => String.fromCharCode(byte)).join(''));

function pairsOf(list: unknown, fill: Fill): Header[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each): Header[] => {
    if (!isRecord(each) || each['disabled'] === true) return [];
    return [[fill(textOf(each['key']) ?? ''), fill(textOf(each['value']) ?? '')]];
  });
}

function bodyOf({ mode, raw, urlencoded }: JsonRecord, fill: Fill): string {
  if (mode === 'urlencoded') return new URLSearchParams(pairsOf(urlencoded, fill)).toString();
  return mode === 'raw' ? fill(textOf(raw) ?? '') : '';
}
