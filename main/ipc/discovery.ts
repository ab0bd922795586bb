import type { ProbeStep } from '#contract/discovery.ts';
import { discover } from '../core/discovery/discover.ts';
import { serverAt, serverOfConnection } from '../core/discovery/server.ts';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { readConnection } from '../core/oauth/connection/connections.ts';
import type { Cancellations } from '../core/oauth/tokens/inFlight.ts';
import type { OAuthPorts } from '../core/oauth/tokens/ports.ts';
import { probeClientAuth } from '../core/oauth/clientAuth/probeClientAuth.ts';
import type { Wait } from '../core/wait.ts';
import type { Handlers } from './handlers.ts';

export interface DiscoveryDeps extends OAuthPorts {
  /** Shared with the calls that may be cancelled by `tokens.cancel`. */
  cancellations: Cancellations;
  wait: Wait;
  emit: (event: 'probe.changed', step: ProbeStep) => void;
}

type DiscoveryHandlers = Pick<Handlers, 'connections.discover' | 'connections.probeClientAuth'>;

/** The calls of the area `connections` that ask a server what it is and what it takes. */
export function discoveryHandlers(deps: DiscoveryDeps): DiscoveryHandlers {
  const { cancellations, records, sendHttp } = deps;
  return {
    'connections.discover': ({ connectionId, domainUrl, requestId }) => {
      const server =
        connectionId === undefined
          ? serverAt(addressOf(domainUrl))
          : serverOfConnection(readConnection(records, connectionId));
      return cancellations.run(requestId, (signal) => discover(sendHttp, server, signal));
    },
    'connections.probeClientAuth': ({ connectionId, requestId }) =>
      cancellations.run(requestId, (signal) => {
        const onStep = (step: Pick<ProbeStep, 'method' | 'attempt'>): void =>
          deps.emit('probe.changed', compact({ ...step, connectionId, requestId }));
        return probeClientAuth({ ...deps, onStep }, connectionId, signal);
      }),
  };
}

function addressOf(domainUrl: string | undefined): string {
  if (domainUrl !== undefined) return domainUrl;
  throw new Failure('input.missing', 'Enter the address of the identity domain.', { field: 'domainUrl' });
}
