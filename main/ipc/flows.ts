import type { Flows } from '../core/oauth/flow/flows.ts';
import type { Handlers } from './handlers.ts';

export type FlowCalls = 'tokens.flows' | 'tokens.continueWithUrl' | 'tokens.openInBrowser';

/** The calls about flows that are under way, and those that were. */
export function flowHandlers(flows: Flows): Pick<Handlers, FlowCalls> {
  return {
    'tokens.flows': ({ connectionId }) => flows.list(connectionId),
    'tokens.continueWithUrl': ({ requestId, url }) => {
      flows.continueWithUrl(requestId, url);
      return { accepted: true };
    },
    'tokens.openInBrowser': async ({ requestId }) => ({ opened: await flows.openInBrowser(requestId) }),
  };
}
