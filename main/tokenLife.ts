import type { Emit } from '#contract/events.ts';
import type { FileDialogs } from './core/files.ts';
import { createAutoRefresh } from './core/oauth/tokens/autoRefresh.ts';
import type { Cancellations } from './core/oauth/tokens/inFlight.ts';
import { createFlows } from './core/oauth/flow/flows.ts';
import type { OpenBrowser } from './core/oauth/flow/ports.ts';
import type { OAuthPorts } from './core/oauth/tokens/ports.ts';
import { createTokenDesk } from './core/oauth/tokens/tokenDesk.ts';
import type { TokenDesk } from './core/oauth/tokens/tokenDesk.ts';
import { wait } from './core/wait.ts';
import { exchangeHandlers } from './ipc/exchanges.ts';
import { flowHandlers } from './ipc/flows.ts';
import type { Handlers } from './ipc/handlers.ts';
import type { Reveals } from './ipc/reveals.ts';
import { tokenHandlers } from './ipc/tokens.ts';
import { listenForCallback } from './network/callbackListener.ts';
import { handOver } from './network/handOver.ts';
import { untilUnlocked } from './vault/untilUnlocked.ts';
import type { Vault } from './vault/vault.ts';

interface TokenLifeParts extends OAuthPorts {
  vault: Vault;
  /** Who writes an archive of exchanges. */
  creator: { name: string; version: string };
  openBrowser: OpenBrowser;
  cancellations: Cancellations;
  reveals: Pick<Reveals, 'requireRecent' | 'copy'>;
  files: Pick<FileDialogs, 'save'>;
  /** A token came while the vault was locked, and the vault was not opened in time to keep it. */
  onDropped: () => void;
  emit: Emit;
  log: (line: string, cause?: unknown) => void;
}

export interface TokenLife {
  desk: TokenDesk;
  handlers: Pick<Handlers, Extract<keyof Handlers, `tokens.${string}`>>;
  /** Ends every flow and the automatic refresh. */
  dispose: () => Promise<void>;
}

/** What gets and keeps tokens: the desk, the flows in the browser, the automatic refresh. It follows the vault by itself. */
export function createTokenLife(parts: TokenLifeParts): TokenLife {
  const { vault, creator, openBrowser, cancellations, reveals, files, onDropped, emit, log, ...ports } = parts;
  const desk = createTokenDesk({
    ...ports,
    untilUnlocked: async (milliseconds) => {
      const isOpen = await untilUnlocked(vault, milliseconds);
      if (!isOpen) onDropped();
      return isOpen;
    },
  });
  const autoRefresh = createAutoRefresh({
    desk,
    wait,
    onRefreshed: (connectionId) => emit('tokens.changed', { connectionId }),
    log,
  });
  const onTokens = (connectionId: string): void => {
    emit('tokens.changed', { connectionId });
    autoRefresh.look();
  };
  const flows = createFlows({
    desk,
    ports: { openBrowser, listenForCallback, wait },
    onChange: (flow) => emit('flow.changed', flow),
    onEnd: (end) => {
      emit('flow.ended', end);
      onTokens(end.connectionId);
    },
    log,
  });

  let isOpen = false;
  const stopFollowing = vault.onChange(({ state }) => {
    const wasOpen = isOpen;
    isOpen = state === 'unlocked';
    if (isOpen && !wasOpen) autoRefresh.look();
    if (!isOpen) {
      autoRefresh.stop();
      flows.onLocked();
    }
  });
  return {
    desk,
    handlers: {
      ...tokenHandlers({
        desk,
        flows,
        cancellations,
        reveals,
        onTokens,
        endSession: (url) => handOver({ openBrowser, wait }, url),
      }),
      ...flowHandlers(flows),
      ...exchangeHandlers({ desk, files, reveals, creator }),
    },
    dispose: async () => {
      stopFollowing();
      autoRefresh.stop();
      await flows.dispose();
    },
  };
}
