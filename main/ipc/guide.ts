import { readGuide } from '../core/guide/guide.ts';
import { setTick } from '../core/guide/ticks.ts';
import type { Now } from '../core/http.ts';
import { readConnection } from '../core/oauth/connection/connections.ts';
import type { Records } from '../core/records.ts';
import { requireUnlocked } from '../core/records.ts';
import type { Handlers } from './handlers.ts';

type GuideCalls = 'guide.get' | 'guide.setDone';

/** The calls of the area `guide`. */
export function guideHandlers(deps: { records: Records; now: Now }): Pick<Handlers, GuideCalls> {
  return {
    'guide.get': (wish) => {
      requireUnlocked(deps.records);
      return readGuide(deps.records, wish);
    },
    'guide.setDone': async ({ connectionId, ...tick }) => {
      readConnection(deps.records, connectionId);
      await setTick(deps, connectionId, tick);
      return { done: tick.done };
    },
  };
}
