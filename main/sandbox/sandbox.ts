import type { SandboxStatus } from '#contract/sandbox.ts';
import type { Sandbox, SandboxFacts } from './serveSandbox.ts';

export interface SandboxPorts {
  /** Starts a practice domain; `onLost` is to be called when it ends by itself. */
  start: (options: { preferredPort?: number; onLost: () => void }) => Promise<Sandbox>;
  /** The port of last time, so that addresses stay what they were. */
  getPreferredPort: () => number | undefined;
  setPreferredPort: (port: number) => void;
  onStatus: (status: SandboxStatus) => void;
}

/** The one practice domain of the app. */
export interface SandboxControl {
  /** Starts it, or answers with the one that runs or is about to. */
  start: () => Promise<SandboxFacts>;
  /** Whether there was one to stop; resolves when its ports are free. */
  stop: () => Promise<boolean>;
  status: () => SandboxStatus;
}

type State =
  | { kind: 'stopped' }
  | { kind: 'starting'; sandbox: Promise<Sandbox> }
  | { kind: 'running'; sandbox: Sandbox }
  | { kind: 'stopping'; done: Promise<void> };

function toStatus(state: State): SandboxStatus {
  if (state.kind !== 'running') return { state: 'stopped' };
  const { domainUrl, apiUrl, examples } = state.sandbox;
  return { state: 'running', domainUrl, apiUrl, examples };
}

export function createSandboxControl(ports: SandboxPorts): SandboxControl {
  let state: State = { kind: 'stopped' };
  const enter = (next: State) => {
    const before = toStatus(state).state;
    state = next;
    if (toStatus(next).state !== before) ports.onStatus(toStatus(next));
  };

  async function startNew(): Promise<Sandbox> {
    const preferredPort = ports.getPreferredPort();
    try {
      const sandbox = await ports.start({
        ...(preferredPort === undefined ? {} : { preferredPort }),
        onLost: () => {
          if (state.kind === 'running') enter({ kind: 'stopped' });
        },
      });
      enter({ kind: 'running', sandbox });
      ports.setPreferredPort(sandbox.port);
      return sandbox;
    } catch (cause) {
      enter({ kind: 'stopped' });
      throw cause;
    }
  }

  async function start(): Promise<SandboxFacts> {
    if (state.kind === 'stopping') await state.done;
    if (state.kind === 'running') return state.sandbox;
    if (state.kind !== 'starting') enter({ kind: 'starting', sandbox: startNew() });
    return state.kind === 'starting' ? state.sandbox : start();
  }

  async function stop(): Promise<boolean> {
    if (state.kind === 'starting') await state.sandbox.catch(() => undefined);
    if (state.kind === 'stopping') await state.done;
    if (state.kind !== 'running') return false;
    const done = state.sandbox.stop().finally(() => enter({ kind: 'stopped' }));
    enter({ kind: 'stopping', done });
    await done;
    return true;
  }

  return { start, stop, status: () => toStatus(state) };
}
