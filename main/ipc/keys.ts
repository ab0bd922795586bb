import type { Now } from '../core/http.ts';
import { inspectKey } from '../core/oauth/inspectKey.ts';
import type { ReadKey } from '../core/oauth/keyPort.ts';
import type { Records } from '../core/records.ts';
import type { Handlers } from './handlers.ts';

interface KeyDeps {
  records: Records;
  now: Now;
  readKey: ReadKey;
}

export function keyHandlers(deps: KeyDeps): Pick<Handlers, 'keys.inspect'> {
  return { 'keys.inspect': (input) => inspectKey(deps, input) };
}
