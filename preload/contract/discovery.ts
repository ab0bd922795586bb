import { z } from 'zod';
import type { ClientAuthMethod } from './connection.ts';
import type { Diagnosis, Finding } from './diagnosis.ts';
import type { Exchange } from './exchange.ts';
import type { ErrorReply } from './result.ts';

const id = z.string().min(1).max(100);

/** One of the two. `domainUrl` may be any address of the domain or server, its metadata document too. */
export const discoverInput = z.strictObject({
  connectionId: id.optional(),
  domainUrl: z.string().max(8192).optional(),
  requestId: id.optional(),
});

export const METADATA_DOCUMENTS = ['openid-configuration', 'oauth-authorization-server', 'idcs-configuration'] as const;
export type MetadataDocument = (typeof METADATA_DOCUMENTS)[number];

export const ENDPOINT_NAMES = [
  'token',
  'authorization',
  'deviceAuthorization',
  'introspection',
  'revocation',
  'userinfo',
  'endSession',
  'jwks',
] as const;
export type EndpointName = (typeof ENDPOINT_NAMES)[number];

export interface FetchedDocument {
  name: MetadataDocument;
  url: string;
  /** Absent when no reply came. */
  status?: number;
  /** Why it could not be read; absent for a good one, and for one that the server does not have (404). */
  problem?: ErrorReply;
  /** As the server sent it. */
  members?: Record<string, unknown>;
  exchange?: Exchange;
}

/** One key of the published set. */
export interface PublishedKey {
  keyId?: string;
  keyType: string;
  algorithm?: string;
  use?: string;
  keyOperations?: string[];
  /** Base64url, as published. */
  x5t?: string;
}

export interface KeySet {
  url: string;
  /** `private`: the server shows it to callers with a token only. */
  state: 'public' | 'private' | 'absent' | 'unreadable';
  status?: number;
  problem?: ErrorReply;
  keys: PublishedKey[];
}

/** What a server says of itself. Lists may be incomplete, and are so for identity domains: what is missing may work all the same. */
export interface Discovery {
  /** What was asked, without the path of a document. */
  baseUrl: string;
  documents: FetchedDocument[];
  issuer?: string;
  /** Absolute addresses; a relative one was completed. */
  endpoints: Partial<Record<EndpointName, string>>;
  /** The same on the host that asks for a client certificate: `secure_*` of an identity domain, or RFC 8705 §5. */
  mutualTlsEndpoints: Partial<Record<EndpointName, string>>;
  grantTypes: string[];
  clientAuthMethods: string[];
  scopes: string[];
  codeChallengeMethods: string[];
  signingAlgorithms: string[];
  keySet?: KeySet;
  /** What is unusual, and what follows from it. */
  findings: Finding[];
}

export const probeClientAuthInput = z.strictObject({ connectionId: id, requestId: id.optional() });

/**
 * `works`: a token was issued. `authenticated`: the client was recognized, and the token refused for another reason. `refused`: not
 * recognized in this way. `not-tried`: something it needs is not stored. `failed`: no reply that can be judged.
 */
export type ProbeVerdict = 'works' | 'authenticated' | 'refused' | 'not-tried' | 'failed';

export interface ClientAuthAttempt {
  method: ClientAuthMethod;
  /** Whether the server's metadata names it. */
  advertised: boolean;
  verdict: ProbeVerdict;
  /** What happened, in a sentence. */
  sentence: string;
  status?: number;
  error?: string;
  errorDescription?: string;
  diagnosis?: Diagnosis;
  /** For `not-tried` and `failed`. */
  problem?: ErrorReply;
  exchange?: Exchange;
}

/** A method of a probe as it begins, and with its attempt as it ends. */
export interface ProbeStep {
  connectionId: string;
  requestId?: string;
  method: ClientAuthMethod;
  attempt?: ClientAuthAttempt;
}

/** Which client authentication a server takes from this client. No token of a probe is kept. */
export interface ClientAuthProbe {
  /** The first that works, or else the first that authenticated. */
  working?: ClientAuthMethod;
  attempts: ClientAuthAttempt[];
  /** Token requests sent; six at most. */
  requests: number;
}
