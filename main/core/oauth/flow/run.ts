import { Failure } from '../../failure.ts';
import type { Wait } from '../../wait.ts';
import type { Overrides } from '../tokens/grants.ts';
import type { StoredConnection } from '../connection/storedConnection.ts';
import type { TokenDesk } from '../tokens/tokenDesk.ts';
import type { ListenForCallback, OpenBrowser } from './ports.ts';
import type { FlowRecorder } from './recorder.ts';

export interface FlowPorts {
  openBrowser: OpenBrowser;
  listenForCallback: ListenForCallback;
  wait: Wait;
}

/** One interactive flow with all that it works on. */
export interface FlowRun {
  desk: TokenDesk;
  ports: FlowPorts;
  connection: StoredConnection;
  overrides: Overrides;
  recorder: FlowRecorder;
  /** Aborted by a cancel, or by a lock with the failure that says so as its reason. */
  signal: AbortSignal;
  /** Announces what becomes of an address that the person pastes; it throws for one that does not belong here. */
  takePasted: (take: (pasted: string) => void) => void;
}

/** What an aborted flow ends with. */
export function abortFailure(signal: AbortSignal): Failure {
  return signal.reason instanceof Failure ? signal.reason : new Failure('cancelled', 'The sign-in was cancelled.');
}

/** Waits unless the flow is aborted, which is thrown. */
export async function waitOrThrow(run: FlowRun, milliseconds: number): Promise<void> {
  if (!run.signal.aborted) await run.ports.wait(milliseconds, run.signal);
  if (run.signal.aborted) throw abortFailure(run.signal);
}
