import type { SettledOutcome, TokenSummary } from '#contract/token.ts';
import { Failure } from '../../failure.ts';
import type { Wait } from '../../wait.ts';
import { refreshToken } from './requestToken.ts';
import { listTokens } from './storedToken.ts';
import type { TokenDesk } from './tokenDesk.ts';
import { stopAutoRefresh } from './tokenSettings.ts';

interface AutoRefreshDeps {
  desk: TokenDesk;
  wait: Wait;
  onRefreshed: (connectionId: string) => void;
  /** Receives what went wrong and is no refusal; the next attempt comes by itself. */
  log: (line: string, cause: unknown) => void;
}

/** Refreshes the tokens that are set to it, while the vault is open. */
export interface AutoRefresh {
  /** Looks again at what is due: after an unlock, a new token, a change of settings, a wake-up. */
  look: () => void;
  /** Ends the timer; nothing is refreshed until the next `look`. */
  stop: () => void;
}

/** Timers do not count while the machine sleeps, so none is trusted for longer than this. */
const LONGEST_SLEEP_MS = 60_000;
const SHORTEST_LIFE_MS = 10_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 600_000;

export function createAutoRefresh({ desk, wait, onRefreshed, log }: AutoRefreshDeps): AutoRefresh {
  let timer: AbortController | undefined;
  const failures = new Map<string, { count: number; retryAt: number }>();

  const dueAt = (token: TokenSummary): number => Math.max(refreshTime(token), failures.get(token.id)?.retryAt ?? 0);

  function stop(): void {
    timer?.abort();
    timer = undefined;
  }

  function look(): void {
    stop();
    const own = new AbortController();
    timer = own;
    run(own.signal).catch((cause: unknown) => {
      // The next unlock looks again.
      if (!(cause instanceof Failure && cause.code === 'vault.locked')) log('the automatic refresh ended', cause);
    });
  }

  async function run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const tokens = listTokens(desk.records).filter(isWanted);
      if (tokens.length === 0) return;
      const due = tokens.filter((token) => dueAt(token) <= desk.now());
      if (due.length > 0) {
        await Promise.all(due.map(refresh));
      } else {
        const next = Math.min(...tokens.map(dueAt), desk.now() + LONGEST_SLEEP_MS);
        await wait(next - desk.now(), signal);
      }
      if (signal.aborted) return;
    }
  }

  async function refresh({ id, connectionId }: TokenSummary): Promise<void> {
    try {
      const outcome = await refreshToken(desk, id);
      failures.delete(id);
      if (outcome.kind === 'refused') await stopAutoRefresh(desk.records, id, reasonOf(outcome));
    } catch (cause) {
      if (cause instanceof Failure && cause.code === 'vault.locked') throw cause;
      const count = (failures.get(id)?.count ?? 0) + 1;
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LONGEST_RETRY_MS);
      failures.set(id, { count, retryAt: desk.now() + pause });
      log('an automatic refresh failed', cause);
    }
    onRefreshed(connectionId);
  }

  return { look, stop };
}

function isWanted(token: TokenSummary): boolean {
  const { autoRefresh, refreshToken: isRefreshable, expiresAt } = token;
  return (
    autoRefresh !== undefined && autoRefresh.stopped === undefined && isRefreshable === true && expiresAt !== undefined
  );
}

/** A token that lives no longer than its leeway would be refreshed without end, so half of its life is waited for, and some seconds. */
function refreshTime({ obtainedAt, expiresAt = Infinity, autoRefresh }: TokenSummary): number {
  const leeway = (autoRefresh?.leewaySeconds ?? 0) * 1000;
  return Math.max(expiresAt - leeway, obtainedAt + Math.max((expiresAt - obtainedAt) / 2, SHORTEST_LIFE_MS));
}

function reasonOf({ error, errorDescription }: Extract<SettledOutcome, { kind: 'refused' }>): string {
  const words = [error, errorDescription].filter((text) => text !== undefined).join(': ');
  return words === '' ? 'The server refused it.' : `The server refused it: ${words}`;
}
