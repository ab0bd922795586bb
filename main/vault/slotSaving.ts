import { Failure } from '../core/failure.ts';
import { generationsBehind } from './failures.ts';
import type { Slot } from './head.ts';
import type { Outbox } from './outbox.ts';
import type { Saver } from './saver.ts';
import type { Session } from './session.ts';
import { resealGeneration } from './slotChange.ts';

export interface SlotSaving {
  saver: Saver;
  outbox: Outbox;
  /** Runs work whose failure becomes the note of the status. */
  attempt: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Puts these slots in force, here and on the disk, all or nothing: when the save fails, the old slots hold in memory, and are put
 * back on the disk if it has the new ones. Earlier generations follow with `refreshGenerations`.
 * @throws Failure `vault.not-saved`, `vault.conflict`, `vault.read-only`
 */
export async function saveSlots(
  { saver, outbox, attempt }: SlotSaving,
  session: Session,
  slots: Slot[],
): Promise<void> {
  const before = session.head.slots;
  const staged = await session.stageSlots(slots);
  try {
    await saver.save(staged.encoded, staged.mark);
  } catch (error) {
    if (await saver.mayHold(staged.encoded.tail)) {
      const undone = await session.stageSlots(before, staged.content);
      session.adopt(undone);
      await attempt(() => outbox.send(undone));
    }
    throw error;
  }
  session.adopt(staged);
  outbox.clear();
}

/** Gives the earlier generations the slots of now; `strict` after a change, when one that cannot follow has to go. */
export async function refreshGenerations(saver: Saver, { keys, head }: Session, strict: boolean): Promise<void> {
  try {
    await saver.rewriteGenerations((bytes) => resealGeneration(keys, head, bytes, strict));
  } catch (error) {
    throw error instanceof Failure && error.code === 'vault.not-saved' ? generationsBehind(error) : error;
  }
}
