import type { Exchange } from '#contract/exchange.ts';

/**
 * The API calls since the vault was opened, newest first, with their secrets replaced. They stay in memory: a save of the vault with each
 * call would cost more than the call, and what an API answers is not the vault's to keep.
 */
export interface RequestHistory {
  add(exchange: Exchange): void;
  /** Of one connection, or of all. */
  list(connectionId?: string): Exchange[];
  clear(): void;
}

const KEPT = 200;

export function createRequestHistory(): RequestHistory {
  let exchanges: Exchange[] = [];
  return {
    add: (exchange) => void (exchanges = [exchange, ...exchanges].slice(0, KEPT)),
    list: (connectionId) =>
      exchanges.filter((exchange) => connectionId === undefined || exchange.connectionId === connectionId),
    clear: () => void (exchanges = []),
  };
}
