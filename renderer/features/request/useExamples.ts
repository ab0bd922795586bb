import { useStore } from 'zustand';
import type { SandboxRunning } from '#contract/sandbox.ts';
import { useStores } from '../../stores.tsx';

const NONE: SandboxRunning['examples'] = [];

/** Requests that the practice API answers; only for its own connections, and while it runs. */
export function useExamples(connectionId: string): SandboxRunning['examples'] {
  const { connections, sandbox } = useStores();
  const isSandbox = useStore(
    connections,
    (state) => state.kind === 'loaded' && state.connections.some(({ id, sandbox: own }) => own && id === connectionId),
  );
  const examples = useStore(sandbox, ({ status }) => (status.state === 'running' ? status.examples : NONE));
  return isSandbox ? examples : NONE;
}
