import type { VaultStatus } from '#contract/vault.ts';
import { newerFormat, readOnly } from './failures.ts';
import { slotTypes, type Inspection } from './disk/inspection.ts';
import type { Outbox } from './outbox.ts';
import type { Saver } from './disk/saver.ts';
import type { Session } from './session.ts';

interface Known {
  session: Session | undefined;
  inspection: Inspection | undefined;
  /** What the user should know about an open or a locked vault. */
  note: VaultStatus['reason'];
  keyringIsStale: boolean;
  saver: Saver;
  outbox: Outbox;
}

/** The status as far as it is known without reading the disk. */
export function describeStatus({ session, inspection, note, keyringIsStale, saver, outbox }: Known): VaultStatus {
  const head = session?.head;
  const found: Inspection | VaultStatus = head
    ? { state: 'unlocked', slots: slotTypes(head), revision: head.rev }
    : (inspection ?? { state: 'locked', slots: [] });
  const { state, slots, revision, reason = note, offer } = found;
  const refusal =
    saver.readOnlyReason !== undefined
      ? readOnly(saver.readOnlyReason)
      : session?.isWritable === false
        ? newerFormat()
        : undefined;
  return {
    state,
    slots,
    ...(revision !== undefined && { revision }),
    ...(reason && { reason }),
    ...(offer && { offer }),
    ...(keyringIsStale && slots.includes('os') && { staleSlots: ['os'] }),
    ...(refusal && { readOnly: true, readOnlyReason: refusal.message }),
    ...(outbox.message !== undefined && { unsaved: outbox.message }),
  };
}
