import type { Connection, ConnectionInput } from '#contract/connection.ts';
import type { SecretField } from '#contract/vault.ts';

/** What the form holds, as text: everything of a connection but its secrets. */
export interface Draft {
  name: string;
  environment: string;
  notes: string;
  domainUrl: string;
  endpoints: Record<EndpointName, string>;
  clientId: string;
  method: Connection['clientAuth']['method'];
  grantType: Connection['grant']['type'];
  username: string;
  extraParameters: [name: string, value: string][];
  scope: string;
  apiBaseUrl: string;
  caCertificates: string;
  proxyMode: Connection['proxy']['mode'];
  proxyUrl: string;
}

export const ENDPOINT_NAMES = [
  'token',
  'authorization',
  'deviceAuthorization',
  'introspection',
  'revocation',
  'userinfo',
  'jwks',
] as const satisfies readonly (keyof Connection['endpoints'])[];
export type EndpointName = (typeof ENDPOINT_NAMES)[number];

/** What was typed into secret fields: a text sets the secret, null takes the stored one away, absent keeps it. */
export type TypedSecrets = Partial<Record<SecretField, string | null>>;

const NO_ENDPOINTS: Draft['endpoints'] = {
  token: '',
  authorization: '',
  deviceAuthorization: '',
  introspection: '',
  revocation: '',
  userinfo: '',
  jwks: '',
};

export const EMPTY_DRAFT: Draft = {
  name: '',
  environment: '',
  notes: '',
  domainUrl: '',
  endpoints: NO_ENDPOINTS,
  clientId: '',
  method: 'client_secret_basic',
  grantType: 'client_credentials',
  username: '',
  extraParameters: [],
  scope: '',
  apiBaseUrl: '',
  caCertificates: '',
  proxyMode: 'system',
  proxyUrl: '',
};

export function draftOf(connection: Connection): Draft {
  const { clientAuth, grant, api, tls, proxy } = connection;
  return {
    name: connection.name,
    environment: connection.environment,
    notes: connection.notes,
    domainUrl: connection.domainUrl ?? '',
    endpoints: endpointTexts(connection.endpoints),
    clientId: connection.clientId,
    method: clientAuth.method,
    grantType: grant.type,
    username: grant.username ?? '',
    extraParameters: Object.entries(grant.extraParameters),
    scope: connection.scope,
    apiBaseUrl: api.baseUrl ?? '',
    caCertificates: tls.caCertificates ?? '',
    proxyMode: proxy.mode,
    proxyUrl: proxy.url ?? '',
  };
}

function endpointTexts(given: Connection['endpoints']): Draft['endpoints'] {
  const texts = { ...NO_ENDPOINTS };
  for (const name of ENDPOINT_NAMES) texts[name] = given[name] ?? '';
  return texts;
}

/** A missing text is left out, so that main's own words answer for what is required. */
export function inputOf(draft: Draft, secrets: TypedSecrets, id: string | undefined): ConnectionInput {
  const filled = Object.entries(draft.endpoints).filter(([, url]) => url.trim() !== '');
  return {
    ...(id === undefined ? {} : { id }),
    name: draft.name.trim() === '' ? suggestedName(draft) : draft.name,
    environment: draft.environment,
    notes: draft.notes,
    ...(draft.domainUrl.trim() === '' && filled.length > 0 ? {} : { domainUrl: draft.domainUrl }),
    endpoints: Object.fromEntries(filled),
    clientId: draft.clientId,
    clientAuth: { method: draft.method, ...secretsBelow('clientAuth.', secrets) },
    grant: {
      type: draft.grantType,
      ...(draft.grantType === 'password' ? { username: draft.username } : {}),
      ...secretsBelow('grant.', secrets),
      extraParameters: Object.fromEntries(draft.extraParameters.filter(([name]) => name.trim() !== '')),
    },
    scope: draft.scope,
    api: { baseUrl: draft.apiBaseUrl },
    ...(draft.caCertificates.trim() === '' ? {} : { tls: { caCertificates: draft.caCertificates } }),
    proxy: { mode: draft.proxyMode, ...(draft.proxyMode === 'manual' ? { url: draft.proxyUrl } : {}) },
  };
}

/** A name is the first thing that a form asks and the last that a person knows: the host will do. */
export function suggestedName({ domainUrl, clientId }: Pick<Draft, 'domainUrl' | 'clientId'>): string {
  const host = domainUrl
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/:?#].*$/, '')
    .split('.')[0];
  return [host, clientId.trim()].filter((part) => part !== undefined && part !== '').join(' · ');
}

function secretsBelow(prefix: string, secrets: TypedSecrets): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(secrets)
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, value]) => [field.slice(prefix.length), value]),
  );
}
