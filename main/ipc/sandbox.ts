import type { ConnectionSummary } from '#contract/connection.ts';
import { toConnections } from '../sandbox/connections.ts';
import type { SandboxConnection } from '../sandbox/connections.ts';
import type { SandboxControl } from '../sandbox/sandbox.ts';
import type { Handlers } from './handlers.ts';

type SandboxHandlers = Pick<Handlers, 'sandbox.start' | 'sandbox.stop' | 'sandbox.status'>;

interface SandboxDeps {
  control: SandboxControl;
  /** Creates or updates the connections made by the practice domain; fails with `vault.locked` while the vault is locked. */
  saveConnections: (connections: SandboxConnection[]) => Promise<ConnectionSummary[]>;
}

export function createSandboxHandlers({ control, saveConnections }: SandboxDeps): SandboxHandlers {
  return {
    'sandbox.start': async () => {
      const wasRunning = control.status().state === 'running';
      const facts = await control.start();
      try {
        const connections = await saveConnections(toConnections(facts));
        return { domainUrl: facts.domainUrl, apiUrl: facts.apiUrl, examples: facts.examples, connections };
      } catch (cause) {
        if (!wasRunning) await control.stop();
        throw cause;
      }
    },
    'sandbox.stop': async () => ({ stopped: await control.stop() }),
    'sandbox.status': () => control.status(),
  };
}
