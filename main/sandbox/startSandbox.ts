import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerOptions } from './sandboxProcess.ts';
import type { Sandbox, SandboxFacts } from './serveSandbox.ts';

export interface StartSandboxOptions {
  /** The built `sandboxProcess.ts`. */
  workerFile: string | URL;
  preferredPort?: number;
  /** Receives the stack of what failed inside while the practice domain went on. */
  onError?: (trace: string) => void;
  /** Called when the practice domain ended without having been asked to. */
  onLost?: (cause: unknown) => void;
}

/** How long a stopping worker may take before it is ended by force, in milliseconds. */
const STOP_TIMEOUT_MS = 2000;

function whenStarted(worker: Worker): Promise<SandboxFacts> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The practice domain ended with code ${code} before it was ready.`)),
    );
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'started') resolve(message.facts);
      if (message.kind === 'failed') reject(new Error('The practice domain did not start.', { cause: message.trace }));
    });
  });
}

/**
 * Starts the practice domain in a thread of its own, so that signing, parsing and the loading of its modules never hold up the main process.
 * The thread gets no environment variables, and what it prints goes nowhere.
 */
export async function startSandbox({
  workerFile,
  preferredPort = 0,
  onError,
  onLost,
}: StartSandboxOptions): Promise<Sandbox> {
  const workerData: WorkerOptions = { preferredPort };
  const worker = new Worker(workerFile, { workerData, env: {}, execArgv: [], stdout: true, stderr: true });
  worker.stdout.resume();
  worker.stderr.resume();
  let isStopping = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const facts = await whenStarted(worker).catch(async (cause: unknown) => {
    await worker.terminate();
    throw cause;
  });
  let lostBy: unknown;
  worker.on('error', (cause) => (lostBy = cause));
  worker.on('exit', () => {
    if (!isStopping) onLost?.(lostBy);
  });
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'error') onError?.(message.trace);
  });

  const post = (message: ToWorker) => worker.postMessage(message);
  return {
    ...facts,
    setFaults: (changes) =>
      new Promise((resolve) => {
        const confirm = (message: FromWorker) => {
          if (message.kind !== 'faultsSet') return;
          worker.off('message', confirm);
          resolve();
        };
        worker.on('message', confirm);
        void ended.then(resolve);
        post({ kind: 'setFaults', changes });
      }),
    stop: async () => {
      isStopping = true;
      post({ kind: 'stop' });
      const force = setTimeout(() => void worker.terminate(), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}
