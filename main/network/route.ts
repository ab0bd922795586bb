import { createHash } from 'node:crypto';
import type { RequestRoute } from '../core/http.ts';
import { Failure } from '../core/failure.ts';
import { parsePacAnswer, parseProxyUrl } from './proxy.ts';
import type { Proxy } from './proxy.ts';
import { createTrust } from './trust.ts';
import type { Trust } from './trust.ts';

/** The ways that may be tried, in their order; `undefined` is the direct one. */
export type ResolveSystemProxy = (url: string) => Promise<string>;

export async function waysOf(
  route: RequestRoute,
  url: URL,
  resolveSystemProxy: ResolveSystemProxy,
): Promise<(Proxy | undefined)[]> {
  switch (route.proxy.mode) {
    case 'none':
      return [undefined];
    case 'manual':
      return [parseProxyUrl(route.proxy.url)];
    case 'system': {
      // The script of a proxy setting has no need of the path and the query, which may carry a secret.
      const answer = await resolveSystemProxy(`${url.origin}/`).catch((error: unknown) => {
        const details = { host: url.host, phase: 'proxy' };
        throw new Failure('network.proxy', 'The proxy settings of the system cannot be read.', {
          details,
          cause: error,
        });
      });
      return parsePacAnswer(answer);
    }
  }
}

/** Names what a connection trusts and shows, without holding it. */
export function trustKey(route: RequestRoute): string {
  const { caCertificates, clientCertificate } = route;
  if (caCertificates === undefined && clientCertificate === undefined) return '';
  const parts = [caCertificates ?? '', clientCertificate?.certificate ?? '', clientCertificate?.privateKey ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** How many routes keep their parsed certificates; a connection of the user has one. */
const MAX_TRUSTS = 50;

/** Parsed certificates by route, since parsing all roots takes tens of milliseconds. */
export function createTrustCache(systemCertificates: () => Promise<readonly string[]>): (route: RequestRoute) => Trust {
  const trusts = new Map<string, Trust>();
  let system: Promise<readonly string[]> | undefined;
  const once = (): Promise<readonly string[]> => (system ??= systemCertificates());
  return (route) => {
    const key = trustKey(route);
    const trust = trusts.get(key) ?? createTrust(route, once);
    trusts.set(key, trust);
    const oldest = trusts.keys().next().value;
    if (trusts.size > MAX_TRUSTS && oldest !== undefined) trusts.delete(oldest);
    return trust;
  };
}
