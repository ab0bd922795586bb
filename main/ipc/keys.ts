import type { Now } from '../core/http.ts';
import { inspectKey } from '../core/oauth/clientAuth/inspectKey.ts';
import type { ReadKey } from '../core/oauth/clientAuth/keyPort.ts';
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
