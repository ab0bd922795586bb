import { argon2id } from 'hash-wasm';
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { endThreadByFailure } from '../../threads/endThread.ts';

const request = z.object({
  password: z.instanceof(Uint8Array),
  salt: z.instanceof(Uint8Array),
  m: z.number(),
  t: z.number(),
  p: z.number(),
});

/** One derivation per worker: its WASM memory, which held the password, goes with the thread. */
parentPort?.once('message', (message: unknown) => endThreadByFailure(derive(message)));

async function derive(message: unknown): Promise<void> {
  const { password, salt, m, t, p } = request.parse(message);
  try {
    const cost = { memorySize: m, iterations: t, parallelism: p };
    const key = await argon2id({ password, salt, ...cost, hashLength: 32, outputType: 'binary' });
    // Moved, because a clone leaves a copy in the message. What is short lies among V8's objects, where it cannot be moved from.
    const moved = new Uint8Array(new ArrayBuffer(key.length));
    moved.set(key);
    key.fill(0);
    parentPort?.postMessage({ key: moved }, [moved.buffer]);
  } finally {
    password.fill(0);
  }
}
