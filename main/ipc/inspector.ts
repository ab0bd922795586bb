import type { Now } from '../core/http.ts';
import { inspectToken } from '../core/token/inspectToken.ts';
import type { Handlers } from './handlers.ts';

export function inspectorHandlers({ now }: { now: Now }): Pick<Handlers, 'inspector.inspect'> {
  return {
    'inspector.inspect': ({ token }) => inspectToken(token, { now: now() }),
  };
}
