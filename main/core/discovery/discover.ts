import { METADATA_DOCUMENTS } from '#contract/discovery.ts';
import type { Discovery, FetchedDocument } from '#contract/discovery.ts';
import type { SendHttp } from '../http.ts';
import { compact } from '../json.ts';
import { DOMAIN_PATHS } from '../oauth/connection/domainUrl.ts';
import { findingsOf } from './discoveryFindings.ts';
import { fetchDocument } from './fetchDocument.ts';
import { fetchKeys } from './keySet.ts';
import { readMetadata, unnest } from './metadata.ts';
import type { ListName, Metadata } from './metadata.ts';
import type { Server } from './server.ts';

/**
 * Reads what a server publishes of itself: three metadata documents and the key set, four requests. Whatever is missing, broken or odd is
 * in the answer. `known` are documents that were just fetched, and are not asked for again. Throws `cancelled` only.
 */
export async function discover(
  sendHttp: SendHttp,
  server: Server,
  signal?: AbortSignal,
  known: readonly FetchedDocument[] = [],
): Promise<Discovery> {
  const names = METADATA_DOCUMENTS.filter((name) => name !== 'idcs-configuration' || server.path === '');
  const documents = await Promise.all(
    names.map(
      async (name) => known.find((each) => each.name === name) ?? (await fetchDocument(sendHttp, server, name, signal)),
    ),
  );
  const metadata = metadataOf(server, documents);
  const endpoints = firstOf(metadata.map((each) => each.endpoints));
  const jwks = endpoints.jwks ?? defaultKeys(server, metadata);
  const keySet = jwks === undefined ? undefined : (await fetchKeys(sendHttp, server, jwks, { signal })).facts;
  const facts = compact({
    baseUrl: server.origin + server.path,
    documents,
    issuer: metadata.find(({ issuer }) => issuer !== undefined)?.issuer,
    endpoints,
    mutualTlsEndpoints: firstOf(metadata.map((each) => each.mutualTlsEndpoints)),
    ...listsOf(metadata),
    keySet,
  });
  return { ...facts, findings: findingsOf(facts, metadata) };
}

export function metadataOf(server: Server, documents: readonly FetchedDocument[]): Metadata[] {
  return documents.flatMap(({ name, members }) => {
    if (members === undefined) return [];
    return [readMetadata(name === 'idcs-configuration' ? unnest(members) : members, `${server.origin}${server.path}/`)];
  });
}

/** An identity domain answers at its usual place also when no document could be read. */
function defaultKeys(server: Server, metadata: readonly Metadata[]): string | undefined {
  return metadata.length === 0 && server.path === '' ? server.origin + DOMAIN_PATHS.jwks : undefined;
}

function firstOf(all: readonly Metadata['endpoints'][]): Metadata['endpoints'] {
  return all.reduce((merged, endpoints) => ({ ...endpoints, ...merged }), {});
}

function listsOf(metadata: readonly Metadata[]): Record<ListName, string[]> {
  const union = (name: ListName): string[] => [...new Set(metadata.flatMap(({ lists }) => lists[name]))];
  return {
    grantTypes: union('grantTypes'),
    clientAuthMethods: union('clientAuthMethods'),
    scopes: union('scopes'),
    codeChallengeMethods: union('codeChallengeMethods'),
    signingAlgorithms: union('signingAlgorithms'),
  };
}
