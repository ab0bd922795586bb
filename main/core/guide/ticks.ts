import { z } from 'zod';
import type { GuideStepId } from '#contract/guide.ts';
import type { Now } from '../http.ts';
import type { Entry, Records } from '../records.ts';

/**
 * [Note: whose ticks]
 * A tick says that this person saw to a step for this connection. So it is kept with the connection, goes and comes back with it, and stays
 * behind when somebody else gets the connection in a capsule or when a copy of it is made, which is mostly for another environment.
 */
const TYPE = 'guide';

const ticksSchema = z.record(z.string(), z.number());

const idOf = (connectionId: string): string => `${TYPE}-${connectionId}`;

/** What belongs to the connection here. */
export function guideEntriesOf(records: Records, connectionId: string): Entry[] {
  return records.entries(TYPE).filter((entry) => entry.id === idOf(connectionId));
}

/** When each step was ticked, in epoch milliseconds, by its id. */
export function readTicks(records: Records, connectionId: string): Readonly<Record<string, number>> {
  if (guideEntriesOf(records, connectionId).length === 0) return {};
  const parsed = ticksSchema.safeParse(records.read(idOf(connectionId)));
  return parsed.success ? parsed.data : {};
}

/** Ticks a step, or takes the tick away. A tick that is there keeps its time. Throws `vault.*`. */
export async function setTick(
  { records, now }: { records: Records; now: Now },
  connectionId: string,
  { stepId, done }: { stepId: GuideStepId; done: boolean },
): Promise<void> {
  await records.transact((transaction) => {
    const { [stepId]: tickedAt, ...others } = readTicks(records, connectionId);
    const ticks = done ? { ...others, [stepId]: tickedAt ?? now() } : others;
    if (Object.keys(ticks).length === 0) transaction.remove(idOf(connectionId));
    else transaction.put({ id: idOf(connectionId), type: TYPE, summary: { connectionId }, secret: ticks });
  });
}
