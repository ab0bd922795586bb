import type { ConnectionInput } from '#contract/connection.ts';
import { GRANT_TYPES } from '#contract/connection.ts';
import type { SandboxClient } from './practice.ts';
import type { SandboxFacts } from './serveSandbox.ts';

/** A connection to be created or, when there is one of that name made by the practice domain, brought up to date. */
export interface SandboxConnection {
  /** The same at each start. */
  key: string;
  input: ConnectionInput;
}

const ENVIRONMENT = 'SANDBOX';

function toConnection(client: SandboxClient, { domainUrl, apiUrl }: SandboxFacts): SandboxConnection[] {
  const type = GRANT_TYPES.find((grant) => grant === client.grantType);
  if (type === undefined) return [];
  const input: ConnectionInput = {
    name: client.name,
    environment: ENVIRONMENT,
    notes: client.note,
    domainUrl,
    clientId: client.clientId,
    clientAuth:
      client.clientSecret === undefined
        ? { method: 'none' }
        : { method: 'client_secret_basic', secret: client.clientSecret },
    grant: {
      type,
      ...(client.username === undefined ? {} : { username: client.username }),
      ...(client.password === undefined ? {} : { password: client.password }),
    },
    scope: client.scope,
    api: { baseUrl: apiUrl },
    // The practice domain is on this very machine: a proxy would look for it on its own.
    proxy: { mode: 'none' },
  };
  return [{ key: client.key, input }];
}

/** A ready connection for each client whose grant the app can use. */
export const toConnections = (facts: SandboxFacts): SandboxConnection[] =>
  facts.clients.flatMap((client) => toConnection(client, facts));
