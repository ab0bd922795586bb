import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bundle } from './bundle.ts';
import { report, type Report } from './savingReports.ts';

export interface SavingProcess {
  /** Everything that it told so far. */
  told: Report[];
  send: (order: object) => void;
  /** Resolves with the first report of this kind that comes from now on. */
  next: <Kind extends Report['kind']>(kind: Kind) => Promise<Extract<Report, { kind: Kind }>>;
  /** SIGKILL; resolves when the system has taken the process away. Rejects when it had ended by itself. */
  kill: () => Promise<void>;
}

function isKind<Kind extends Report['kind']>(found: Report, kind: Kind): found is Extract<Report, { kind: Kind }> {
  return found.kind === kind;
}

function wrap(child: ChildProcess): SavingProcess {
  const told: Report[] = [];
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
  child.on('message', (message) => told.push(report.parse(message)));
  return {
    told,
    send: (order) => void child.send(order),
    next: (kind) =>
      new Promise((resolve, reject) => {
        const onMessage = (message: unknown): void => {
          const found = report.parse(message);
          if (!isKind(found, kind)) return;
          child.off('message', onMessage);
          resolve(found);
        };
        child.on('message', onMessage);
        void exited.then(() => reject(new Error(`the saving process ended: ${complaint}`)));
      }),
    kill: async () => {
      const endedAlone = child.exitCode !== null;
      child.kill('SIGKILL');
      await exited;
      if (endedAlone) throw new Error(`the saving process ended by itself: ${complaint}`);
    },
  };
}

/** Starts processes that open and save a vault. */
export async function createSavers(): Promise<() => Promise<SavingProcess>> {
  const file = await bundle(new URL('./savingProcess.ts', import.meta.url));
  return async () => {
    const saver = wrap(fork(file, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] }));
    await saver.next('ready');
    return saver;
  };
}
