import { z } from 'zod';

/** RFC 6749 §2.3, RFC 7523 §2.2 (the two JWT methods), RFC 8705 §2 (mutual TLS). */
export const CLIENT_AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'none',
] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

/**
 * RFC 6749 §4 and §6, RFC 7523 (jwt_bearer), RFC 7522 (saml2_bearer), RFC 8628 (device_code), RFC 8693 (token_exchange). The two TLS
 * grants are Oracle's: documents and metadata disagree on the name, so both can be chosen.
 */
export const GRANT_TYPES = [
  'client_credentials',
  'password',
  'authorization_code',
  'jwt_bearer',
  'saml2_bearer',
  'device_code',
  'token_exchange',
  'tls_client_auth',
  'tls_cert_auth',
  'refresh_token',
] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** What a signed assertion's header says of the certificate, beside `kid`: RFC 7515 §4.1.7 and §4.1.8. */
export const THUMBPRINTS = ['none', 'x5t', 'x5t#S256', 'both'] as const;
export type Thumbprints = (typeof THUMBPRINTS)[number];

/** `alg` of what a private key signs, RFC 7518 §3.1. Identity domains take RS256 alone. */
export const SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Upper bounds of what a form takes, in characters: wide for people, narrow for a flood. */
const line = (max: number) => z.string().max(max, `At most ${max} characters fit here.`);
const url = line(8192);
/** A string sets the secret, absent keeps it, null clears it. */
const secret = line(65_536).nullable().optional();
/** A key or certificate as pasted: PEM, JWK, or a PFX file in base64, which may hold a long chain. */
const keyText = line(7_340_032);
/** How long an assertion that we sign is good for, in seconds. */
const lifetimeSeconds = z
  .number()
  .int()
  .min(10, 'At least 10 seconds, or it expires on its way.')
  .max(86_400, 'At most a day, 86,400 seconds.')
  .optional();

export const idInput = z.strictObject({ id: z.string().min(1).max(100) });
export const connectionIdInput = z.strictObject({ connectionId: z.string().min(1).max(100) });

const endpoints = z.strictObject({
  token: url.optional(),
  authorization: url.optional(),
  deviceAuthorization: url.optional(),
  introspection: url.optional(),
  revocation: url.optional(),
  userinfo: url.optional(),
  /** OpenID Connect RP-Initiated Logout. */
  endSession: url.optional(),
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
    /** When the server lets the secret expire, in epoch milliseconds; typed by the person, null clears it. */
    secretExpiresAt: z.number().int().positive().nullable().optional(),
    /**
     * PEM (PKCS#8, PKCS#1, SEC 1, encrypted or not), JWK, or a PFX file in base64; kept as PKCS#8. It signs client assertions and user
     * assertions, and shows itself in mutual TLS. A certificate that comes with it is taken over unless one is given.
     */
    privateKey: keyText.nullable().optional(),
    /** Opens `privateKey` while it is saved; not kept. */
    keyPassphrase: line(1024).nullable().optional(),
    /** PEM, or DER in base64: the leaf first, then its chain. Not secret. Empty takes it away. */
    certificate: keyText.optional(),
    /** `kid`: in an identity domain the alias under which the certificate was imported. */
    keyId: line(512).trim().optional(),
    thumbprints: z.enum(THUMBPRINTS).optional(),
    /** Left out, the one that fits the key: RS256 for RSA. */
    algorithm: z.enum(SIGNING_ALGORITHMS).optional(),
    /** `aud` of the client assertion. Left out: `https://identity.oraclecloud.com/` for an identity domain, else the token endpoint. */
    audience: line(8192).trim().optional(),
    lifetimeSeconds,
  }),
  grant: z.strictObject({
    type: z.enum(GRANT_TYPES),
    username: line(512).optional(),
    password: secret,
    refreshToken: secret,
    /** Of the authorization code grant; left out, a free port of the loopback interface. */
    redirectUri: url.trim().optional(),
    /** `sub` of the user assertion that we sign: in an identity domain the user name. */
    subject: line(512).optional(),
    /** `aud` of the user assertion that we sign, as `clientAuth.audience`; of a token exchange the target service, RFC 8693 §2.1. */
    audience: line(8192).trim().optional(),
    /** Of the user assertion that we sign. */
    lifetimeSeconds,
    /** A finished assertion: a JWT, or a SAML 2.0 assertion as XML or base64. In its place a JWT bearer grant signs its own. */
    assertion: z.string().max(1_048_576, 'An assertion of more than 1 MiB is not sent.').nullable().optional(),
    /** RFC 8693 §2.1. */
    subjectToken: secret,
    subjectTokenType: line(512).trim().optional(),
    actorToken: secret,
    actorTokenType: line(512).trim().optional(),
    requestedTokenType: line(512).trim().optional(),
    resource: url.trim().optional(),
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

/** What the sender of a capsule allowed the connections in it; it cannot be changed here. */
export interface ConnectionLimits {
  /** Epoch milliseconds after which nothing is sent. */
  expiresAt?: number;
  /** `host` or `host:port`: requests go to these alone. */
  allowedHosts?: string[];
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
  clientAuth: {
    method: ClientAuthMethod;
    secret?: StoredSecret;
    secretExpiresAt?: number;
    /** Its hint names the kind of key, for instance `RSA, 2048 bits`. */
    privateKey?: StoredSecret;
    certificate?: string;
    keyId?: string;
    thumbprints?: Thumbprints;
    algorithm?: SigningAlgorithm;
    audience?: string;
    lifetimeSeconds?: number;
  };
  grant: {
    type: GrantType;
    username?: string;
    password?: StoredSecret;
    refreshToken?: StoredSecret;
    redirectUri?: string;
    subject?: string;
    audience?: string;
    lifetimeSeconds?: number;
    assertion?: StoredSecret;
    subjectToken?: StoredSecret;
    subjectTokenType?: string;
    actorToken?: StoredSecret;
    actorTokenType?: string;
    requestedTokenType?: string;
    resource?: string;
    extraParameters: Record<string, string>;
  };
  scope: string;
  api: { baseUrl?: string };
  tls: { caCertificates?: string };
  proxy: { mode: 'system' | 'none' | 'manual'; url?: string };
  limits?: ConnectionLimits;
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
  limits?: ConnectionLimits;
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
