import { z } from 'zod';
import type { ConnectionLimits } from '#contract/connection.ts';
import { Failure } from '../../failure.ts';
import type { Now, SendHttp } from '../../http.ts';
import { compact } from '../../json.ts';
import type { Records } from '../../records.ts';
import { limitsSchema } from './storedConnection.ts';
import type { StoredConnection } from './storedConnection.ts';

const limitedSummary = z.object({ limits: limitsSchema.exactOptional() });

/** The limits of a stored connection, read from its summary, so that no secret is decrypted for it. Throws `vault.locked`. */
export function limitsOf(records: Records, connectionId: string): ConnectionLimits | undefined {
  const entry = records.entries('connection').find(({ id }) => id === connectionId);
  const limits = limitedSummary.safeParse(entry?.summary).data?.limits;
  return limits && compact(limits);
}

/** `host` or `host:port` as a URL spells it, in lower case and in punycode; undefined for what is neither. */
export function normalizeHost(text: string): string | undefined {
  const typed = text.trim();
  const url = URL.parse(`https://${typed}`);
  if (url?.username !== '' || url.password !== '' || `${url.pathname}${url.search}${url.hash}` !== '/')
    return undefined;
  // A URL drops the default port, but whoever wrote `:443` meant that port alone.
  return typed.endsWith(':443') ? `${url.hostname}:443` : url.host;
}

function allows(allowedHosts: readonly string[], url: URL): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowedHosts.includes(url.hostname) || allowedHosts.includes(`${url.hostname}:${port}`);
}

/** What both lists allow: a host without a port means each of its ports. */
function commonHosts(one: readonly string[], other: readonly string[]): string[] {
  const within = (hosts: readonly string[], outer: readonly string[]): string[] =>
    hosts.filter((host) => outer.includes(host) || outer.includes(host.replace(/:\d+$/, '')));
  return [...new Set([...within(one, other), ...within(other, one)])];
}

/** Where several limits meet, all of them hold. */
export function narrowLimits(one: ConnectionLimits, other: ConnectionLimits | undefined): ConnectionLimits | undefined {
  const times = [one.expiresAt, other?.expiresAt].filter((time) => time !== undefined);
  const [ours, theirs] = [one.allowedHosts, other?.allowedHosts];
  const allowedHosts = ours && theirs ? commonHosts(ours, theirs) : (ours ?? theirs);
  if (times.length === 0 && allowedHosts === undefined) return undefined;
  return compact({ expiresAt: times.length === 0 ? undefined : Math.min(...times), allowedHosts });
}

/** Throws `vault.capsule-expired` and `input.host-not-allowed`. */
export function requireWithinLimits(limits: ConnectionLimits | undefined, url: URL, nowMs: number): void {
  if (limits?.expiresAt !== undefined && limits.expiresAt <= nowMs) {
    throw new Failure(
      'vault.capsule-expired',
      'This connection came in a capsule that has expired. Ask its sender for a new one.',
      { details: { expiresAt: limits.expiresAt } },
    );
  }
  if (limits?.allowedHosts && !allows(limits.allowedHosts, url)) {
    throw new Failure(
      'input.host-not-allowed',
      `This connection came in a capsule whose sender does not allow ${url.host}. Ask for one that does.`,
      { details: { host: url.host } },
    );
  }
}

/** For what is not sent but handed to the browser. Throws as `requireWithinLimits` does, and `vault.locked`. */
export function requireLimitsOf(
  { records, now }: { records: Records; now: Now },
  connectionId: string,
  url: URL,
): void {
  requireWithinLimits(limitsOf(records, connectionId), url, now());
}

/** Sends nothing in the name of a connection that its capsule does not allow: here every request passes, whoever makes it. */
export function withinLimits(sendHttp: SendHttp, records: Records, now: Now): SendHttp {
  return async (request) => {
    const url = URL.parse(request.url);
    for (const id of [request.connectionId, request.tokenOwnerId]) {
      if (id !== undefined && url) requireLimitsOf({ records, now }, id, url);
    }
    return sendHttp(request);
  };
}

/** Every host that a connection may send to, so that a person sees them before it is used. */
export function hostsOf(connection: StoredConnection): string[] {
  const { domainUrl, endpoints, api, grant } = connection;
  const addresses = [domainUrl, ...Object.values(endpoints), api.baseUrl, grant.resource];
  const hosts = addresses.flatMap((address) => {
    const host = address === undefined ? undefined : URL.parse(address)?.host;
    return host === undefined || host === '' ? [] : [host];
  });
  return [...new Set(hosts)];
}
