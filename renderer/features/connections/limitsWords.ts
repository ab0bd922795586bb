import type { ConnectionLimits } from '#contract/connection.ts';
import { dateWords } from '../../ui/times.ts';

/** What the sender of a capsule allowed, as a sentence. `now` is epoch milliseconds. */
export function limitsWords({ expiresAt, allowedHosts }: ConnectionLimits, now: number): string | undefined {
  const hosts = allowedHosts === undefined ? '' : hostList(allowedHosts);
  if (expiresAt !== undefined && expiresAt <= now) {
    return `Could be used until ${dateWords(expiresAt)}. It sends nothing any more: ask whoever sent it for a new capsule.`;
  }
  const parts = [
    ...(expiresAt === undefined ? [] : [`until ${dateWords(expiresAt)}`]),
    ...(hosts === '' ? [] : [`with ${hosts}`]),
  ];
  return parts.length === 0 ? undefined : `May only be used ${parts.join(' and ')}.`;
}

const hostList = (hosts: readonly string[]): string => new Intl.ListFormat('en-GB').format(hosts);
