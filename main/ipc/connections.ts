import type { Emit } from '#contract/events.ts';
import { presentConnection } from '../core/oauth/connection/connection.ts';
import {
  duplicateConnection,
  listConnections,
  readConnection,
  removeConnection,
  restoreConnection,
  saveConnection,
} from '../core/oauth/connection/connections.ts';
import type { ConnectionPorts, RemovedConnections } from '../core/oauth/connection/connections.ts';
import { readDomainUrl } from '../core/oauth/connection/domainUrl.ts';
import { composeScope, readScope } from '../core/oauth/exchange/scope.ts';
import { isInMemory } from '../core/records.ts';
import type { Handlers } from './handlers.ts';

export interface ConnectionDeps extends ConnectionPorts {
  /** Cleared by whoever locks the vault. */
  removed: RemovedConnections;
  emit: Emit;
  openExternal: (url: string) => Promise<void>;
}

type ConnectionCalls = Exclude<
  Extract<keyof Handlers, `connections.${string}`>,
  'connections.discover' | 'connections.probeClientAuth'
>;

/** The calls of the area `connections`. */
export function connectionHandlers(deps: ConnectionDeps): Pick<Handlers, ConnectionCalls> {
  const { records, removed } = deps;
  const changed = (id: string): { id: string } => {
    deps.emit('connections.changed', { id });
    return { id };
  };
  /** The page is to show what memory has, on the disk or not. */
  const changing = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } catch (error) {
      if (isInMemory(error)) deps.emit('connections.changed', {});
      throw error;
    }
  };
  return {
    'connections.list': () => listConnections(records),
    'connections.get': ({ id }) => presentConnection(readConnection(records, id)),
    'connections.save': async ({ connection }) => changed((await changing(saveConnection(deps, connection))).id),
    'connections.remove': async ({ id }) => {
      await changing(removeConnection(records, removed, id));
      changed(id);
      return { restorable: true };
    },
    'connections.restore': async ({ id }) => {
      await changing(restoreConnection(records, removed, id));
      return changed(id);
    },
    'connections.duplicate': async ({ id }) => changed((await changing(duplicateConnection(deps, id))).id),
    'connections.readDomainUrl': ({ text }) => readDomainUrl(text),
    'connections.composeScope': (parts) => composeScope(parts),
    'connections.readScope': ({ scope }) => readScope(scope),
    'connections.openConsole': async ({ domainUrl }) => {
      const { consoleUrl } = readDomainUrl(domainUrl);
      await deps.openExternal(consoleUrl);
      return { opened: consoleUrl };
    },
  };
}
