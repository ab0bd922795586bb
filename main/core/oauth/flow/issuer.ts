import type { FlowCheck } from '#contract/flow.ts';
import { metadataOf } from '../../discovery/discover.ts';
import { fetchDocument } from '../../discovery/fetchDocument.ts';
import { serverOfConnection } from '../../discovery/server.ts';
import { DOMAIN_PATHS, ORACLE_ISSUER } from '../connection/domainUrl.ts';
import { endpointOf } from '../connection/endpoints.ts';
import type { FlowRun } from './run.ts';

/** By what an issuer name is measured. */
export interface IssuerFacts {
  /** Of the endpoint that was asked. */
  origin: string;
  /** The endpoint has the path that it has at an identity domain. */
  isDomain: boolean;
  /** The names in the server's metadata, as far as it can be read. */
  issuers: string[];
  /** Whether the metadata promises that the server names itself in every answer, RFC 9207 §3; undefined without metadata. */
  sendsIssuer: boolean | undefined;
}

/** Asks the server for its metadata. Throws `input.missing` and `cancelled` only. */
export async function readIssuerFacts(
  { desk, connection, signal }: FlowRun,
  name: 'authorization' | 'deviceAuthorization',
): Promise<IssuerFacts> {
  const { origin, pathname } = endpointOf(connection, name);
  const server = { ...serverOfConnection(connection), origin };
  const documents = await Promise.all([
    fetchDocument(desk.sendHttp, server, 'openid-configuration', signal),
    fetchDocument(desk.sendHttp, server, 'oauth-authorization-server', signal),
  ]);
  const metadata = metadataOf(server, documents);
  return {
    origin,
    isDomain: pathname === DOMAIN_PATHS[name],
    issuers: metadata.flatMap(({ issuer }) => (issuer === undefined ? [] : [issuer])),
    sendsIssuer: metadata.length === 0 ? undefined : metadata.some(({ sendsIssuer }) => sendsIssuer),
  };
}

/**
 * Whether an issuer name is one that the asked server may have: one of its own origin, one that its metadata names, or, where the server
 * has the paths of an identity domain, the name that all of those share.
 */
export function isExpectedIssuer({ origin, isDomain, issuers }: IssuerFacts, issuer: string): boolean {
  if (issuer === ORACLE_ISSUER && isDomain) return true;
  if (!URL.canParse(issuer)) return false;
  const given = new URL(issuer);
  return given.origin === origin || issuers.some((name) => URL.canParse(name) && new URL(name).href === given.href);
}

const SILENT = 'The server did not say who answers';

/** The issuer in a callback, RFC 9207 §2.4. */
export function checkCallbackIssuer(facts: IssuerFacts, issuer: string | undefined): FlowCheck {
  if (issuer === undefined) {
    if (facts.sendsIssuer === true) {
      return { name: 'iss', result: 'fail', detail: `${SILENT}, although its metadata promises that it always does.` };
    }
    const reason = facts.sendsIssuer === false ? 'and does not promise to' : 'and has no metadata that promises it';
    return { name: 'iss', result: 'not-applicable', detail: `${SILENT}, ${reason}.` };
  }
  if (!isExpectedIssuer(facts, issuer)) {
    return { name: 'iss', result: 'fail', detail: 'The callback names another server than the one that was asked.' };
  }
  const detail =
    issuer === ORACLE_ISSUER
      ? 'The name that all identity domains share. It does not tell one domain from another.'
      : 'The callback names the server that was asked.';
  return { name: 'iss', result: 'pass', detail };
}
