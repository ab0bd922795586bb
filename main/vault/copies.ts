import { Failure } from '../core/failure.ts';
import { openContent } from './format/content.ts';
import { parseEnvelope, requireGenuine } from './format/envelope.ts';
import type { VaultCopy } from './model.ts';
import { compareRecords, salvageRecords, vaultIdOf } from './disk/salvage.ts';
import type { Saver } from './disk/saver.ts';
import { openBy, type Credentials, type WaysInPorts } from './slots/waysIn.ts';

/** Undefined when there is none, or none that can be read: a copy is wanted then most of all. */
async function readInUse(saver: Saver): Promise<Buffer | undefined> {
  try {
    return (await saver.load()).bytes;
  } catch (error) {
    if (error instanceof Failure && error.code === 'vault.unreadable') return undefined;
    throw error;
  }
}

/**
 * What a vault file from elsewhere holds, beside the one in use. Nothing is changed, and no key of it is kept.
 * @throws Failure `vault.not-a-vault`, `vault.corrupt`, `vault.tampered`, `vault.wrong-password`, `vault.slot-missing` ...
 */
export async function readCopy(
  ports: WaysInPorts,
  saver: Saver,
  bytes: Buffer,
  credentials: Credentials,
): Promise<VaultCopy> {
  const parsed = await parseEnvelope(bytes);
  const { head, records } = parsed.image;
  const keys = await openBy(ports, head, credentials);
  try {
    requireGenuine(parsed, keys);
    const { entries } = await openContent(keys, parsed.image);
    const connections = [...entries.values()].filter(({ type }) => type === 'connection').length;
    const inUse = await readInUse(saver);
    const idInUse = inUse && vaultIdOf(inUse);
    return {
      revision: head.rev,
      records: records.size,
      connections,
      ...(idInUse !== undefined && { sameVault: idInUse === head.vid.toString('base64url') }),
      ...(inUse && { differs: compareRecords(records, salvageRecords(inUse)) }),
    };
  } finally {
    keys.wipe();
  }
}
