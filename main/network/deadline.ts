import { Failure } from '../core/failure.ts';

/** Where on its way an exchange is; the names of `Timings`, with the proxy set apart. */
export type Phase = 'proxy' | 'dns' | 'connect' | 'tls' | 'firstByte' | 'download';

/** All the clocks of one exchange behind one signal, which aborts with a `Failure` as its reason. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly phase: Phase;
  /** Begins a phase; without a time it goes on under the clock of the phase before. */
  enter(phase: Phase, milliseconds?: number): void;
  /** Something arrived: the clock of the phase starts anew. */
  touch(): void;
  /** Why the exchange was ended, once it was. */
  failure(): Failure | undefined;
  end(): void;
}

const WAITED_FOR: Record<Phase, (host: string) => string> = {
  proxy: (host) => `The proxy on the way to ${host} did not answer`,
  dns: (host) => `Looking up the name of ${host} gave no answer`,
  connect: (host) => `${host} did not accept a connection`,
  tls: (host) => `${host} accepted a connection and then did not finish the TLS handshake`,
  firstByte: (host) => `${host} took the request and did not answer`,
  download: (host) => `${host} stopped in the middle of its reply`,
};

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toLocaleString('en-US', { maximumFractionDigits: 1 })} s`;
}

/** Starts the clock of the whole exchange. `host` is what messages name. */
export function createDeadline(options: { host: string; totalMs: number; signal?: AbortSignal }): Deadline {
  const { host, totalMs, signal } = options;
  const controller = new AbortController();
  let phase: Phase = 'connect';
  let phaseTimer: NodeJS.Timeout | undefined;
  let failure: Failure | undefined;

  function fail(reason: Failure): void {
    failure ??= reason;
    controller.abort(failure);
  }
  function onPhaseOver(milliseconds: number): void {
    const message = `${WAITED_FOR[phase](host)} within ${seconds(milliseconds)}.`;
    fail(new Failure('network.timeout', message, { details: { host, phase } }));
  }
  function onCancel(): void {
    fail(new Failure('cancelled', 'The request was cancelled.', { details: { host, phase } }));
  }
  const totalTimer = setTimeout(() => {
    const message = `The exchange with ${host} was not over after ${seconds(totalMs)} and was given up.`;
    fail(new Failure('network.timeout', message, { details: { host, phase } }));
  }, totalMs);
  signal?.addEventListener('abort', onCancel, { once: true });
  if (signal?.aborted) onCancel();

  return {
    signal: controller.signal,
    get phase() {
      return phase;
    },
    enter(next, milliseconds) {
      phase = next;
      if (milliseconds === undefined) return;
      clearTimeout(phaseTimer);
      phaseTimer = setTimeout(onPhaseOver, milliseconds, milliseconds);
    },
    touch: () => phaseTimer?.refresh(),
    failure: () => failure,
    end() {
      clearTimeout(totalTimer);
      clearTimeout(phaseTimer);
      signal?.removeEventListener('abort', onCancel);
    },
  };
}
