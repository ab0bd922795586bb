import { z } from 'zod';
import { CLIENT_AUTH_METHODS, GRANT_TYPES, SIGNING_ALGORITHMS, THUMBPRINTS } from '#contract/connection.ts';

const optionalText = z.string().exactOptional();

/** What the sender of a capsule allowed; it stays with the connection for as long as that is kept. */
export const limitsSchema = z.object({
  expiresAt: z.number().exactOptional(),
  allowedHosts: z.array(z.string()).exactOptional(),
});

/**
 * A connection as the vault holds it, secrets in clear inside the encrypted record. What was decrypted is unknown until this schema
 * has read it.
 */
export const storedConnectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  environment: z.string(),
  notes: z.string(),
  domainUrl: optionalText,
  endpoints: z.object({
    token: optionalText,
    authorization: optionalText,
    deviceAuthorization: optionalText,
    introspection: optionalText,
    revocation: optionalText,
    userinfo: optionalText,
    endSession: optionalText,
    jwks: optionalText,
  }),
  clientId: z.string(),
  clientAuth: z.object({
    method: z.enum(CLIENT_AUTH_METHODS),
    secret: optionalText,
    secretExpiresAt: z.number().exactOptional(),
    /** PKCS#8 PEM, unencrypted within the encrypted record. */
    privateKey: optionalText,
    /** What kind of key that is, so that showing a connection parses none. */
    keyKind: optionalText,
    /** PEM, the leaf first. */
    certificate: optionalText,
    /** Epoch milliseconds, of the first certificate. */
    certificateValidFrom: z.number().exactOptional(),
    certificateValidTo: z.number().exactOptional(),
    keyId: optionalText,
    thumbprints: z.enum(THUMBPRINTS).exactOptional(),
    algorithm: z.enum(SIGNING_ALGORITHMS).exactOptional(),
    audience: optionalText,
    lifetimeSeconds: z.number().exactOptional(),
  }),
  grant: z.object({
    type: z.enum(GRANT_TYPES),
    username: optionalText,
    password: optionalText,
    refreshToken: optionalText,
    redirectUri: optionalText,
    subject: optionalText,
    audience: optionalText,
    lifetimeSeconds: z.number().exactOptional(),
    assertion: optionalText,
    subjectToken: optionalText,
    subjectTokenType: optionalText,
    actorToken: optionalText,
    actorTokenType: optionalText,
    requestedTokenType: optionalText,
    resource: optionalText,
    extraParameters: z.record(z.string(), z.string()),
  }),
  scope: z.string(),
  api: z.object({ baseUrl: optionalText }),
  tls: z.object({ caCertificates: optionalText }),
  proxy: z.object({ mode: z.enum(['system', 'none', 'manual']), url: optionalText }),
  limits: limitsSchema.exactOptional(),
  sandbox: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export type StoredConnection = z.output<typeof storedConnectionSchema>;
