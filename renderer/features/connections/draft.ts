import type { Connection, ConnectionInput, SigningAlgorithm, Thumbprints } from '#contract/connection.ts';
import type { SecretField } from '#contract/vault.ts';
import { dayOf, endOfDay } from '../../ui/days.ts';

/** What the form holds, as text: everything of a connection but its secrets. */
export interface Draft {
  name: string;
  environment: string;
  notes: string;
  domainUrl: string;
  endpoints: Record<EndpointName, string>;
  clientId: string;
  method: Connection['clientAuth']['method'];
  /** The day on which the client secret expires, as `2027-01-31`; empty when it is not known. */
  secretExpiryDay: string;
  grantType: Connection['grant']['type'];
  /** Of the key that signs assertions and shows itself in mutual TLS. */
  key: { certificate: string; keyId: string; thumbprints: Thumbprints; algorithm: SigningAlgorithm | '' };
  /** Of the assertion that authenticates the client. */
  clientAssertion: { audience: string; lifetimeSeconds: string };
  username: string;
  redirectUri: string;
  subject: string;
  audience: string;
  lifetimeSeconds: string;
  /** RFC 8693. */
  exchange: { subjectTokenType: string; actorTokenType: string; requestedTokenType: string; resource: string };
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
  secretExpiryDay: '',
  grantType: 'client_credentials',
  key: { certificate: '', keyId: '', thumbprints: 'none', algorithm: '' },
  clientAssertion: { audience: '', lifetimeSeconds: '' },
  username: '',
  redirectUri: '',
  subject: '',
  audience: '',
  lifetimeSeconds: '',
  exchange: { subjectTokenType: '', actorTokenType: '', requestedTokenType: '', resource: '' },
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
    secretExpiryDay: clientAuth.secretExpiresAt === undefined ? '' : dayOf(clientAuth.secretExpiresAt),
    grantType: grant.type,
    key: {
      certificate: clientAuth.certificate ?? '',
      keyId: clientAuth.keyId ?? '',
      thumbprints: clientAuth.thumbprints ?? 'none',
      algorithm: clientAuth.algorithm ?? '',
    },
    clientAssertion: { audience: clientAuth.audience ?? '', lifetimeSeconds: numberText(clientAuth.lifetimeSeconds) },
    username: grant.username ?? '',
    redirectUri: grant.redirectUri ?? '',
    subject: grant.subject ?? '',
    audience: grant.audience ?? '',
    lifetimeSeconds: numberText(grant.lifetimeSeconds),
    exchange: {
      subjectTokenType: grant.subjectTokenType ?? '',
      actorTokenType: grant.actorTokenType ?? '',
      requestedTokenType: grant.requestedTokenType ?? '',
      resource: grant.resource ?? '',
    },
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
    clientAuth: {
      method: draft.method,
      ...secretsBelow('clientAuth.', secrets),
      secretExpiresAt: endOfDay(draft.secretExpiryDay) ?? null,
      certificate: draft.key.certificate,
      ...filledIn({ keyId: draft.key.keyId, audience: draft.clientAssertion.audience }),
      thumbprints: draft.key.thumbprints,
      ...(draft.key.algorithm === '' ? {} : { algorithm: draft.key.algorithm }),
      ...seconds(draft.clientAssertion.lifetimeSeconds),
    },
    grant: {
      type: draft.grantType,
      ...filledIn({
        username: draft.username,
        redirectUri: draft.redirectUri,
        subject: draft.subject,
        audience: draft.audience,
        ...draft.exchange,
      }),
      ...seconds(draft.lifetimeSeconds),
      ...secretsBelow('grant.', secrets),
      extraParameters: Object.fromEntries(draft.extraParameters.filter(([name]) => name.trim() !== '')),
    },
    scope: draft.scope,
    api: { baseUrl: draft.apiBaseUrl },
    ...(draft.caCertificates.trim() === '' ? {} : { tls: { caCertificates: draft.caCertificates } }),
    proxy: { mode: draft.proxyMode, ...(draft.proxyMode === 'manual' ? { url: draft.proxyUrl } : {}) },
  };
}

const numberText = (value: number | undefined): string => (value === undefined ? '' : String(value));

const seconds = (text: string): { lifetimeSeconds?: number } =>
  text.trim() === '' ? {} : { lifetimeSeconds: Number(text) };

function filledIn<Name extends string>(texts: Record<Name, string>): Record<string, string> {
  return Object.fromEntries(Object.entries<string>(texts).filter(([, text]) => text.trim() !== ''));
}

/** Whether the connection has a key in use: it authenticates the client, signs the user assertion, or shows itself in TLS. */
export function usesKey({ method, grantType }: Pick<Draft, 'method' | 'grantType'>): boolean {
  const keyed: string[] = ['private_key_jwt', 'tls_client_auth', 'jwt_bearer', 'tls_cert_auth'];
  return keyed.includes(method) || keyed.includes(grantType);
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
