import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Until the page that comes after a lock is painted, which needs the processor too; what is collected is promised to be gone in five seconds. */
const AFTER_MS = 700;

/**
 * Has V8 collect all garbage of this process, and give back the pages that it lay on. Strings cannot be wiped: those that nothing holds any
 * more can be read from memory until then, which may be hours away. `last-resort` because a plain collection leaves what was young where
 * it was, and so does a compaction; it blocks for some forty milliseconds, so only when nobody waits.
 */
export async function collectGarbage(isStillWanted: () => boolean): Promise<void> {
  await pause(AFTER_MS);
  if (isStillWanted()) takeCollector()({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** A new context has the function while the flag is set; the flag is taken back, so that no other has it. */
function takeCollector(): (options: object) => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc !== 'function') throw new Error('V8 does not hand out its collector of garbage.');
  return (options) => void Reflect.apply(gc, undefined, [options]);
}
