import type { CapsulePreview } from '#contract/capsule.ts';
import type { ParsedInput } from '#contract/api.ts';
import type { Emit } from '#contract/events.ts';
import { Failure } from '../core/failure.ts';
import { closedDialog } from '../core/files.ts';
import type { ChosenFile, FileDialogs } from '../core/files.ts';
import { compact } from '../core/json.ts';
import { previewConnections, readCapsuleConnections } from '../core/oauth/connection/capsuleImport.ts';
import { importConnections, meetAsCapsule } from '../core/oauth/connection/conflicts.ts';
import type { ConnectionPorts } from '../core/oauth/connection/connections.ts';
import { listConnections, readConnection } from '../core/oauth/connection/connections.ts';
import { hostsOf, normalizeHost, requireWithinLimits } from '../core/oauth/connection/limits.ts';
import type { StoredConnection } from '../core/oauth/connection/storedConnection.ts';
import type { StrengthMeter } from '../strength/strengthMeter.ts';
import type { Vault } from '../vault/vault.ts';
import type { Handlers } from './handlers.ts';
import type { Reveals } from './reveals.ts';

const KINDS = [{ name: 'Grantsmith capsule', extensions: ['oavault'] }];
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_CONNECTIONS = 10_000;

export interface CapsuleDeps extends Omit<ConnectionPorts, 'records'> {
  vault: Vault;
  files: FileDialogs;
  strength: Pick<StrengthMeter, 'requireStrong'>;
  reveals: Pick<Reveals, 'requireRecent'>;
  emit: Emit;
}

export type CapsuleCalls = 'vault.exportCapsule' | 'vault.importCapsule' | 'vault.applyCapsule';

/** Hosts in one spelling. A connection that could not send to its own hosts is better refused now than at the receiver's. */
function allowedHostsOf(given: readonly string[], connections: readonly StoredConnection[], nowMs: number): string[] {
  const allowedHosts = given.map((text) => {
    const host = normalizeHost(text);
    if (host !== undefined) return host;
    throw new Failure('input.invalid', `${text} is not a host name. Write it as host or host:port.`, {
      field: 'allowedHosts',
    });
  });
  for (const connection of connections) {
    const outside = hostsOf(connection).find((host) => !isAllowed(allowedHosts, host, nowMs));
    if (outside === undefined) continue;
    throw new Failure(
      'input.invalid',
      `${connection.name} sends to ${outside}, which is not among the allowed hosts. Add it, or leave the connection out.`,
      { field: 'allowedHosts', details: { host: outside } },
    );
  }
  return allowedHosts;
}

function isAllowed(allowedHosts: string[], host: string, nowMs: number): boolean {
  try {
    requireWithinLimits({ allowedHosts }, new URL(`https://${host}`), nowMs);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

async function exportCapsule(deps: CapsuleDeps, input: ParsedInput<'vault.exportCapsule'>) {
  const { vault, files, now } = deps;
  const { password, connectionIds, expiresAt } = input;
  // All secrets leave under a password that whoever asks has chosen.
  deps.reveals.requireRecent();
  if (expiresAt !== undefined && expiresAt <= now()) {
    throw new Failure('input.invalid', 'Choose a day that is still to come.', { field: 'expiresAt' });
  }
  const all = listConnections(vault).filter(({ sandbox }) => !sandbox);
  const ids = connectionIds ?? all.map(({ id }) => id);
  if (ids.length === 0)
    throw new Failure('input.missing', 'There is no connection to export yet.', { field: 'connectionIds' });
  const chosen = ids.map((id) => readConnection(vault, id));
  const allowedHosts = input.allowedHosts && allowedHostsOf(input.allowedHosts, chosen, now());
  await deps.strength.requireStrong(password, 'password');
  const bytes = await vault.exportCapsule(compact({ password, ids, expiresAt, allowedHosts }));
  const fileName = await files.save(
    { title: 'Save the capsule', defaultName: 'connections.oavault', kinds: KINDS },
    bytes,
  );
  if (fileName === undefined) throw closedDialog();
  return { fileName, connections: ids.length };
}

interface Pending {
  importId: string;
  connections: StoredConnection[];
}

/** The calls that take connections to another machine. What was opened and not yet applied is dropped when the vault locks. */
export function createCapsuleHandlers(deps: CapsuleDeps): {
  handlers: Pick<Handlers, CapsuleCalls>;
  onLocked: () => void;
} {
  const { vault, files, newId, now, readKey } = deps;
  const ports = { records: vault, newId, now, readKey };
  let lastFile: ChosenFile | undefined;
  let pending: Pending | undefined;

  async function importCapsule({ password, sameFile }: ParsedInput<'vault.importCapsule'>): Promise<CapsulePreview> {
    listConnections(vault);
    const question = { title: 'Open a capsule', kinds: KINDS, maxBytes: MAX_BYTES };
    const file = (sameFile === true ? lastFile : undefined) ?? (await files.open(question));
    if (!file) throw closedDialog();
    lastFile = file;
    const capsule = await vault.readCapsule(file.bytes, password);
    if (capsule.entries.length > MAX_CONNECTIONS) {
      throw new Failure('input.too-large', 'This capsule holds more than 10,000 entries. Ask for a smaller one.');
    }
    const connections = readCapsuleConnections(capsule);
    const importId = newId();
    const preview = previewConnections(vault, connections);
    pending = { importId, connections };
    const { expiresAt, allowedHosts } = capsule;
    const unreadable = capsule.entries.length - connections.length;
    return compact({ importId, fileName: file.fileName, expiresAt, allowedHosts, connections: preview, unreadable });
  }

  return {
    handlers: {
      'vault.exportCapsule': (input) => exportCapsule(deps, input),
      'vault.importCapsule': importCapsule,
      'vault.applyCapsule': async ({ importId, choices }) => {
        if (pending?.importId !== importId) {
          throw new Failure('input.not-found', 'This capsule is no longer open. Open it again.', { field: 'importId' });
        }
        const imported = await importConnections(ports, pending.connections, {
          meet: meetAsCapsule(vault),
          choices: new Map(choices.map(({ id, choice }) => [id, choice])),
        });
        pending = undefined;
        lastFile = undefined;
        deps.emit('connections.changed', {});
        return imported;
      },
    },
    onLocked: () => {
      pending = undefined;
      lastFile = undefined;
    },
  };
}
