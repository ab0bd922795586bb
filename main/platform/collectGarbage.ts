import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has V8 collect all garbage of this process, and give back the pages that it lay on. Strings cannot be wiped: those that nothing holds any
 * more can be read from memory until then, which may be hours away. `last-resort` because a plain collection leaves what was young where
 * it was. It blocks for some twenty milliseconds, so only when nobody waits.
 */
export function createCollectGarbage(): () => void {
  let collect: ((options: object) => void) | undefined;
  return () => {
    collect ??= takeCollector();
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  };
}

/** A new context has the function while the flag is set; the flag is taken back, so that no other has it. */
function takeCollector(): (options: object) => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc !== 'function') throw new Error('V8 does not hand out its collector of garbage.');
  return (options) => void Reflect.apply(gc, undefined, [options]);
}
