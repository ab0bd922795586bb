import type { ClockReading, Settings } from './app.ts';
import type { SavingProgress } from './apiRequest.ts';
import type { CheckUpProgress } from './checkUp.ts';
import type { ProbeStep } from './discovery.ts';
import type { Flow } from './flow.ts';
import type { SandboxStatus } from './sandbox.ts';
import type { FlowEnd } from './token.ts';
import type { VaultStatus } from './vault.ts';

/** Events from main to the page. State is a snapshot by a call plus these. */
export interface Events {
  'vault.status': VaultStatus;
  'connections.changed': { id?: string };
  'tokens.changed': { connectionId: string };
  /** Each step of a flow, and its end. */
  'flow.changed': Flow;
  'flow.ended': FlowEnd;
  /** Each method of a probe, as it begins and as it ends. */
  'probe.changed': ProbeStep;
  /** Each step of a check-up, as it begins and as it ends. */
  'checkUp.changed': CheckUpProgress;
  /** Some times a second, of a request whose sender named it. */
  'requests.progress': SavingProgress & { requestId: string };
  'sandbox.status': SandboxStatus;
  'settings.changed': Settings;
  /** The machine woke up or its clock was set: countdowns read the clock anew. */
  'app.clock': ClockReading;
}

export type EventName = keyof Events;

/** Tells the page. */
export type Emit = <Name extends EventName>(event: Name, data: Events[Name]) => void;
