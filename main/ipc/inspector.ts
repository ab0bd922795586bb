import { inspectToken } from '../core/token/inspectToken.ts';
import { verifyToken } from '../core/discovery/verifyToken.ts';
import type { KeyCache } from '../core/discovery/serverKeys.ts';
import type { OAuthPorts } from '../core/oauth/tokens/ports.ts';
import type { Handlers } from './handlers.ts';

type InspectorDeps = OAuthPorts & { keyCache: KeyCache };

export function inspectorHandlers(deps: InspectorDeps): Pick<Handlers, 'inspector.inspect' | 'inspector.verify'> {
  const { now } = deps;
  return {
    'inspector.verify': (question) => verifyToken(deps, question),
    'inspector.inspect': ({ token }) => inspectToken(token, { now: now() }),
  };
}
