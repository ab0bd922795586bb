import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { wipe } from './bytes.ts';
import type { DeriveKey, KdfParameters } from '../ports.ts';

const reply = z.object({ key: z.instanceof(Uint8Array) });

function ask(worker: Worker, password: Uint8Array<ArrayBuffer>, kdf: KdfParameters): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(reply.parse(message).key));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The key derivation worker ended with code ${code}`)));
    const { salt, m, t, p } = kdf;
    // Cloning a view would clone all of the buffer behind it, so the salt is copied out first.
    worker.postMessage({ password, salt: new Uint8Array(salt), m, t, p }, [password.buffer]);
  });
}

/**
 * Argon2id in a thread of its own. `workerPath` is the built file of `argon2Worker.ts`.
 * The password's buffer is moved into the thread, so the caller's copy is empty from then on. Nobody waits for the thread's end: in
 * Electron it may hang there, with the key long given.
 */
export function createDeriveKey(workerPath: string | URL): DeriveKey {
  return async (password, kdf) => {
    const moved = new Uint8Array(new ArrayBuffer(password.length));
    moved.set(password);
    wipe(password);
    const worker = new Worker(workerPath);
    try {
      return await ask(worker, moved, kdf);
    } finally {
      void worker.terminate();
    }
  };
}
