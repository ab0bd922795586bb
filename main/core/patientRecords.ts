import { Failure } from './failure.ts';
import type { Records } from './records.ts';

/** Resolves true as soon as the vault is open, false when the time is over first. */
export type WhenUnlocked = (timeoutMs: number) => Promise<boolean>;

/** How long a token reply is held while the vault is locked. */
const HELD_MS = 30_000;

/**
 * Records whose transactions outlast a short lock: a reply that came while the vault was locked may hold the only refresh token that
 * is still good, so it is held for half a minute and kept when the vault opens by then. `onDropped` tells of one that was not.
 */
export function patientRecords(records: Records, whenUnlocked: WhenUnlocked, onDropped: () => void): Records {
  return {
    entries: (type) => records.entries(type),
    read: (id) => records.read(id),
    transact: async (change) => {
      try {
        return await records.transact(change);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'vault.locked') throw error;
      }
      if (await whenUnlocked(HELD_MS)) return records.transact(change);
      onDropped();
      throw new Failure(
        'vault.locked',
        'The vault locked before the reply could be kept, so it was dropped. Unlock the vault and ask again.',
      );
    },
  };
}
