import { z } from 'zod';

export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

export const GRANT_TYPES = ['client_credentials', 'password', 'refresh_token'] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** Upper bounds of what a form takes, in characters: wide for people, narrow for a flood. */
const line = (max: number) => z.string().max(max, `At most ${max} characters fit here.`);
const url = line(8192);
/** A string sets the secret, absent keeps it, null clears it. */
const secret = line(65_536).nullable().optional();

export const idInput = z.strictObject({ id: z.string().min(1).max(100) });
export const connectionIdInput = z.strictObject({ connectionId: z.string().min(1).max(100) });

const endpoints = z.strictObject({
  token: url.optional(),
  authorization: url.optional(),
  deviceAuthorization: url.optional(),
  introspection: url.optional(),
  revocation: url.optional(),
  userinfo: url.optional(),
  jwks: url.optional(),
});

export const connectionInput = z.strictObject({
  id: z.string().min(1).max(100).optional(),
  name: line(200).trim().min(1, 'Give the connection a name.'),
  environment: line(40).trim().optional(),
  notes: line(20_000).optional(),
  domainUrl: url.trim().min(1, 'Enter the address of the identity domain.').optional(),
  endpoints: endpoints.optional(),
  clientId: line(512).trim().min(1, 'Enter the client ID.'),
  clientAuth: z.strictObject({
    method: z.enum(CLIENT_AUTH_METHODS),
    secret,
  }),
  grant: z.strictObject({
    type: z.enum(GRANT_TYPES),
    username: line(512).optional(),
    password: secret,
    refreshToken: secret,
    extraParameters: z.record(line(200), line(8192)).optional(),
  }),
  scope: line(8192).trim(),
  api: z.strictObject({ baseUrl: url.trim().optional() }).optional(),
  tls: z.strictObject({ caCertificates: line(524_288).optional() }).optional(),
  proxy: z.strictObject({ mode: z.enum(['system', 'none', 'manual']), url: url.trim().optional() }).optional(),
});
export type ConnectionInput = z.input<typeof connectionInput>;

/** A stored secret as the page may know it: that it is there, and a hint that gives nothing away. */
export interface StoredSecret {
  present: true;
  /** For instance `36 characters`. */
  hint: string;
}

/** A connection as the page sees it: the input with each secret replaced by the fact that it is stored. */
export interface Connection {
  id: string;
  name: string;
  environment: string;
  notes: string;
  domainUrl?: string;
  endpoints: z.output<typeof endpoints>;
  clientId: string;
  clientAuth: { method: ClientAuthMethod; secret?: StoredSecret };
  grant: {
    type: GrantType;
    username?: string;
    password?: StoredSecret;
    refreshToken?: StoredSecret;
    extraParameters: Record<string, string>;
  };
  scope: string;
  api: { baseUrl?: string };
  tls: { caCertificates?: string };
  proxy: { mode: 'system' | 'none' | 'manual'; url?: string };
  /** Made by the practice domain and kept up to date by it. */
  sandbox: boolean;
  createdAt: number;
  updatedAt: number;
}

/** What the list of connections needs; held apart from the secrets, so that a list decrypts none of them. */
export interface ConnectionSummary {
  id: string;
  name: string;
  environment: string;
  domainUrl?: string;
  clientId: string;
  grantType: GrantType;
  scope: string;
  apiBaseUrl?: string;
  sandbox: boolean;
  updatedAt: number;
}

/** What a typed or pasted address was understood as. */
export interface DomainReading {
  domainUrl: string;
  host: string;
  /** The kind of page or endpoint that was given. */
  given: 'domain' | 'sign-in' | 'console' | 'token-endpoint' | 'metadata' | 'other-page';
  tokenEndpoint: string;
  consoleUrl: string;
  /** Plain sentences for the person: what was dropped, what is unusual. */
  notes: string[];
}

export const readDomainUrlInput = z.strictObject({ text: line(8192) });

export const SCOPE_KINDS = ['rest', 'soap', 'all', 'none'] as const;
export const composeScopeInput = z.strictObject({
  /** The resource's primary audience, for instance `https://host:443`; empty for a scope that is complete in itself. */
  audience: line(8192),
  kind: z.enum(SCOPE_KINDS),
  offlineAccess: z.boolean(),
  /** Further scopes, separated by spaces. */
  others: line(8192).optional(),
});

/** A scope string taken apart, and what is odd about it. */
export interface ScopeReading {
  scope: string;
  audience: string;
  kind: (typeof SCOPE_KINDS)[number];
  offlineAccess: boolean;
  others: string;
  notes: string[];
}
