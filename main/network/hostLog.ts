import type { NetworkLogEntry } from '#contract/app.ts';

/** Proof of whom the app talked to: counts per host and purpose, never an address with its path. */
export interface HostLog {
  add(url: URL, purpose: string, at: number): void;
  entries(): NetworkLogEntry[];
}

/** More hosts than any person calls in one run; what is longest unused goes first. */
const MAX_ENTRIES = 1000;

export function createHostLog(): HostLog {
  const log = new Map<string, NetworkLogEntry>();
  return {
    add(url, purpose, at) {
      const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
      const key = `${url.hostname}:${port} ${purpose}`;
      const requests = (log.get(key)?.requests ?? 0) + 1;
      log.delete(key);
      log.set(key, { host: url.hostname, port, purpose, requests, lastAt: at });
      const oldest = log.keys().next().value;
      if (log.size > MAX_ENTRIES && oldest !== undefined) log.delete(oldest);
    },
    entries: () => [...log.values()].reverse().map((entry) => ({ ...entry })),
  };
}
