import type { Redirect } from '#contract/apiRequest.ts';
import type { Header } from '#contract/exchange.ts';

/** One request of a chain. */
export interface Hop {
  method: string;
  url: URL;
  headers: Header[];
  body?: string;
}

export interface RedirectStep {
  redirect: Redirect;
  /** What to send next; absent when the chain ends here. */
  next?: Hop;
}

/** Statuses with a Location to go to, RFC 9110 §15.4. */
const STATUSES = new Set([301, 302, 303, 307, 308]);
export const MAX_REDIRECTS = 5;

/** GET and HEAD stay what they are; 303 turns all else into GET, and so do 301 and 302 with POST, as every client has it. */
function methodAfter(status: number, method: string): string {
  if (method === 'GET' || method === 'HEAD') return method;
  if (status === 303 || (method === 'POST' && (status === 301 || status === 302))) return 'GET';
  return method;
}

function nextHop(hop: Hop, url: URL, method: string): Hop {
  if (method === hop.method) return { ...hop, url };
  return { method, url, headers: hop.headers.filter(([name]) => !/^content-/i.test(name)) };
}

/** Why it is not followed. Only an address of the very same origin may have what the request carries. */
function obstacle(from: URL, to: URL): string | undefined {
  if (to.username !== '' || to.password !== '') return 'Not followed: the address holds a user name or password.';
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    return 'Not followed: it leads from https to plain http, where anybody on the way could read the request.';
  }
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return 'Not followed: it leads to no web address.';
  if (from.origin === to.origin) return undefined;
  return `Not followed: it leads to another server (${to.host}), which gets nothing of this request. Call it yourself if you trust it.`;
}

/**
 * What to do with a reply that may redirect; undefined for one that does not. `trail` holds the method and address of each request of
 * the chain, this one included.
 */
export function decideRedirect(
  reply: { status: number; location: string | undefined },
  hop: Hop,
  options: { follow: boolean; trail: readonly string[] },
): RedirectStep | undefined {
  const { status, location } = reply;
  if (!STATUSES.has(status) || location === undefined) return undefined;
  const from = hop.url.href;
  const stop = (to: string, note: string): RedirectStep => ({ redirect: { status, from, to, followed: false, note } });
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!to) return stop(location, 'Not followed: the address cannot be read.');
  const blocked = obstacle(hop.url, to);
  if (blocked !== undefined) return stop(to.href, blocked);
  if (!options.follow) return stop(to.href, 'Not followed: following redirects is off for this request.');
  const next = nextHop(hop, to, methodAfter(status, hop.method));
  if (options.trail.includes(trailMark(next))) return stop(to.href, 'Not followed: it leads in a circle.');
  if (options.trail.length > MAX_REDIRECTS) {
    return stop(to.href, `Not followed: ${MAX_REDIRECTS} redirects in a row are enough.`);
  }
  const left = next.method === hop.method ? '' : ` As ${next.method}, without the body.`;
  return {
    redirect: { status, from, to: to.href, followed: true, note: `Followed: it is the same server.${left}` },
    next,
  };
}

export function trailMark({ method, url }: Hop): string {
  return `${method} ${url.origin}${url.pathname}${url.search}`;
}
