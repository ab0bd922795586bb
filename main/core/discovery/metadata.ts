import { z } from 'zod';
import { ENDPOINT_NAMES } from '#contract/discovery.ts';
import type { EndpointName } from '#contract/discovery.ts';
import { allowsPlainHttp } from '../oauth/connection/endpoints.ts';
import type { JsonObject } from '../oauth/exchange/replyBody.ts';

type Endpoints = Partial<Record<EndpointName, string>>;

/** The names that documents use for each endpoint: the registered one first, then what older identity domains wrote. */
const MEMBERS: Record<EndpointName, readonly string[]> = {
  token: ['token_endpoint'],
  authorization: ['authorization_endpoint'],
  deviceAuthorization: ['device_authorization_endpoint'],
  introspection: ['introspection_endpoint', 'introspect_endpoint'],
  revocation: ['revocation_endpoint', 'revoke_endpoint'],
  userinfo: ['userinfo_endpoint'],
  endSession: ['end_session_endpoint'],
  jwks: ['jwks_uri'],
};

/** What one document says, as far as it can be used. */
export interface Metadata {
  issuer?: string;
  /** Whether the server promises to name itself in every authorization response, RFC 9207 §3. */
  sendsIssuer: boolean;
  endpoints: Endpoints;
  mutualTlsEndpoints: Endpoints;
  /** Members whose address was relative. */
  relative: string[];
  /** Members whose name is not the registered one. */
  oldNames: string[];
  /** Members that write out the default port, as identity domains do. */
  explicitPorts: string[];
  /** Members that hold no address. */
  unusable: string[];
  lists: Record<ListName, string[]>;
}

const LISTS = {
  grantTypes: 'grant_types_supported',
  clientAuthMethods: 'token_endpoint_auth_methods_supported',
  scopes: 'scopes_supported',
  codeChallengeMethods: 'code_challenge_methods_supported',
  signingAlgorithms: 'id_token_signing_alg_values_supported',
} as const;
export type ListName = keyof typeof LISTS;

const strings = z.array(z.unknown()).transform((items) => items.filter((item) => typeof item === 'string'));
const object = z.record(z.string(), z.unknown());

/**
 * Reads a metadata document, OpenID Connect Discovery §3 and RFC 8414 §2, without trusting any of it: a member of the wrong kind is left
 * out. `base` completes relative addresses.
 */
export function readMetadata(members: JsonObject, base: string): Metadata {
  const metadata: Metadata = {
    sendsIssuer: members['authorization_response_iss_parameter_supported'] === true,
    endpoints: {},
    mutualTlsEndpoints: {},
    relative: [],
    oldNames: [],
    explicitPorts: [],
    unusable: [],
    lists: readLists(members),
  };
  if (typeof members['issuer'] === 'string') metadata.issuer = members['issuer'];
  const aliases = object.safeParse(members['mtls_endpoint_aliases']).data ?? {};
  for (const endpoint of ENDPOINT_NAMES) {
    for (const [at, member] of MEMBERS[endpoint].entries()) {
      const address = readAddress(members, member, base, metadata);
      if (address !== undefined) {
        metadata.endpoints[endpoint] ??= address;
        if (at > 0) metadata.oldNames.push(member);
      }
      const secure =
        readAddress(aliases, member, base, metadata) ?? readAddress(members, `secure_${member}`, base, metadata);
      if (secure !== undefined) metadata.mutualTlsEndpoints[endpoint] ??= secure;
    }
  }
  return metadata;
}

/** The nested document of an identity domain holds the standard one as a member. */
export function unnest(members: JsonObject): JsonObject {
  return object.safeParse(members['openid-configuration']).data ?? members;
}

function readAddress(members: JsonObject, member: string, base: string, metadata: Metadata): string | undefined {
  const value = members[member];
  if (value === undefined || value === null || value === '') return undefined;
  const address = typeof value === 'string' && URL.canParse(value, base) ? new URL(value, base) : undefined;
  if (address === undefined || !(address.protocol === 'https:' || allowsPlainHttp(address))) {
    metadata.unusable.push(member);
    return undefined;
  }
  if (typeof value === 'string' && !URL.canParse(value)) metadata.relative.push(member);
  if (typeof value === 'string' && /^https:\/\/[^/]+:443(?:\/|$)/.test(value)) metadata.explicitPorts.push(member);
  return address.href;
}

function readLists(members: JsonObject): Record<ListName, string[]> {
  const list = (name: ListName): string[] => strings.safeParse(members[LISTS[name]]).data ?? [];
  return {
    grantTypes: list('grantTypes'),
    clientAuthMethods: list('clientAuthMethods'),
    scopes: list('scopes'),
    codeChallengeMethods: list('codeChallengeMethods'),
    signingAlgorithms: list('signingAlgorithms'),
  };
}
