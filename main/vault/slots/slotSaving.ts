import { Failure } from '../../core/failure.ts';
import { generationsBehind } from '../failures.ts';
import type { Slot } from '../format/head.ts';
import type { Cost } from '../format/kdf.ts';
import type { OpenState } from '../openState.ts';
import type { Outbox } from '../outbox.ts';
import type { Saver } from '../disk/saver.ts';
import type { Session } from '../session.ts';
import { renewedSlots, resealGeneration, type SlotPorts } from './slotChange.ts';

/** What a change of the ways in has to reach: memory, the file, what waits to be saved, and whoever watches. */
export interface SlotSaving {
  state: OpenState;
  saver: Saver;
  outbox: Outbox;
}

/**
 * Puts these slots in force, here and on the disk, all or nothing; then gives them to the earlier generations, whose failure is told
 * by the status.
 * @throws Failure `vault.not-saved`, `vault.conflict`, `vault.read-only`
 */
export async function saveSlots(saving: SlotSaving, session: Session, slots: Slot[]): Promise<void> {
  const { state, saver } = saving;
  await putInForce(saving, session, slots);
  state.announce();
  // The change holds from here on; to call it failed would leave the user with a password, or a recovery key, that is gone.
  await state.attempt(() => refreshGenerations(saver, session, true));
}

/** When the save fails, the old slots hold in memory, and are put back on the disk if it has the new ones. */
async function putInForce({ state, saver, outbox }: SlotSaving, session: Session, slots: Slot[]): Promise<void> {
  const before = session.head.slots;
  const staged = await session.stageSlots(slots);
  try {
    await saver.save(staged.encoded, staged.mark);
  } catch (error) {
    if (await saver.mayHold(staged.encoded.tail)) {
      const undone = await session.stageSlots(before, staged.content);
      session.adopt(undone);
      await state.attempt(() => outbox.send(undone));
    }
    throw error;
  }
  session.adopt(staged);
  outbox.clear();
}

/** Gives the earlier generations the slots of now; `strict` after a change, when one that cannot follow has to go. */
async function refreshGenerations(saver: Saver, { keys, head }: Session, strict: boolean): Promise<void> {
  try {
    await saver.rewriteGenerations((bytes) => resealGeneration(keys, head, bytes, strict));
  } catch (error) {
    throw error instanceof Failure && error.code === 'vault.not-saved' ? generationsBehind(error) : error;
  }
}

/** Work that an unlock makes possible and must not fail for: slots to renew, generations that a crash left behind. */
export async function tidyAfterUnlock(
  saving: SlotSaving,
  ports: SlotPorts,
  opened: { password: string | undefined; leastCost: Cost },
): Promise<void> {
  const { state, saver } = saving;
  const { session } = state;
  if (!session?.isWritable || saver.readOnlyReason !== undefined) return;
  await state.attempt(async () => {
    const { keyringIsStale } = state;
    const renewed = await renewedSlots(ports, session.keys, session.head, { ...opened, keyringIsStale });
    if (!renewed) return refreshGenerations(saver, session, false);
    await saveSlots(saving, session, renewed);
    state.keyringIsStale = false;
    state.announce();
  });
}
