import type { ConnectionSummary } from '#contract/connection.ts';

/** Hosts of domain and API that the list knows, each once, with the port where it is not the usual one. */
export function hostsOf(connections: readonly ConnectionSummary[]): string[] {
  const urls = connections.flatMap(({ domainUrl, apiBaseUrl }) => [domainUrl, apiBaseUrl]);
  const hosts = urls.flatMap((url) => (url !== undefined && URL.canParse(url) ? [new URL(url).host] : []));
  return [...new Set(hosts)].filter((host) => host !== '').toSorted();
}

/** What was typed into the field of hosts: one to a line, or between commas. */
export function hostsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((host) => host !== '');
}
