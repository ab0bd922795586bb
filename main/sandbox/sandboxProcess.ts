import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { SandboxFaults } from './domainPages.ts';
import { serveSandbox } from './serveSandbox.ts';
import type { SandboxFacts } from './serveSandbox.ts';

/** Entry of the worker thread: a thin shell around `serveSandbox`, started by `startSandbox`. */

export type ToWorker = { kind: 'stop' } | { kind: 'setFaults'; changes: Partial<SandboxFaults> };

export type FromWorker =
  | { kind: 'started'; facts: SandboxFacts }
  | { kind: 'failed'; trace: string }
  | { kind: 'error'; trace: string }
  | { kind: 'faultsSet' };

const workerOptions = z.object({
  /** 0 for any. */
  preferredPort: z.number(),
});
export type WorkerOptions = z.infer<typeof workerOptions>;

const trace = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));

async function run(port: NonNullable<typeof parentPort>, options: WorkerOptions): Promise<void> {
  const post = (message: FromWorker) => port.postMessage(message);
  const onError = (cause: unknown) => post({ kind: 'error', trace: trace(cause) });
  const { setFaults, stop, ...facts } = await serveSandbox({ ...options, newId: randomUUID, onError });

  async function obey(message: ToWorker): Promise<void> {
    if (message.kind === 'setFaults') {
      await setFaults(message.changes);
      post({ kind: 'faultsSet' });
    } else {
      await stop();
      port.close();
    }
  }
  port.on('message', (message: ToWorker) => void obey(message).catch(onError));
  post({ kind: 'started', facts });
}

if (parentPort !== null) {
  const port = parentPort;
  run(port, workerOptions.parse(workerData)).catch((cause: unknown) => {
    port.postMessage({ kind: 'failed', trace: trace(cause) } satisfies FromWorker);
    port.close();
  });
}
