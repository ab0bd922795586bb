import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { PasswordStrength } from '#contract/vault.ts';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';

const reply = z.object({
  id: z.number(),
  score: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  crackTime: z.string(),
  suggestion: z.string().exactOptional(),
});
type Measured = z.output<typeof reply>;

/** The word lists take some megabytes, so they go again when nobody types any more. */
const IDLE_MS = 60_000;
const LEAST_SCORE = 3;
const LONG_ENOUGH = 14;

export interface StrengthMeter {
  measure(password: string): Promise<PasswordStrength>;
  /** Throws `input.weak-password` for a password that guessing offline would find. */
  requireStrong(password: string, field: string): Promise<void>;
  close(): void;
}

/** NIST SP 800-63B §5.1.1.2 counts characters as code points; fourteen times the same one are no fourteen. */
function isLong(password: string): boolean {
  const letters = Array.from(password.normalize('NFKC'));
  return letters.length >= LONG_ENOUGH && new Set(letters).size >= 5;
}

/** `workerPath` is the built file of `strengthWorker.ts`, which is started when a password is typed first. */
export function createStrengthMeter(workerPath: string | URL): StrengthMeter {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  const waiting = new Map<number, { resolve: (measured: Measured) => void; reject: (error: unknown) => void }>();

  const end = (cause?: unknown): void => {
    clearTimeout(idle);
    void worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(cause ?? new Error('The strength meter was closed.'));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(workerPath);
    started.on('message', (message: unknown) => {
      const { data, error } = reply.safeParse(message);
      if (data) {
        waiting.get(data.id)?.resolve(data);
        waiting.delete(data.id);
      } else end(error);
    });
    started.on('error', end);
    started.unref();
    return started;
  };
  const ask = async (password: string): Promise<Measured> => {
    worker ??= start();
    clearTimeout(idle);
    idle = setTimeout(end, IDLE_MS);
    idle.unref();
    const id = (count += 1);
    const asked = worker;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      asked.postMessage({ id, password });
    });
  };
  const measure = async (password: string): Promise<PasswordStrength> => {
    const { score, crackTime, suggestion } = await ask(password);
    return compact({ score, crackTime, suggestion, acceptable: score >= LEAST_SCORE || isLong(password) });
  };
  return {
    measure,
    requireStrong: async (password, field) => {
      const { acceptable, crackTime, suggestion } = await measure(password);
      if (acceptable) return;
      const advice = suggestion ?? 'Take four or more words that have nothing to do with each other.';
      throw new Failure(
        'input.weak-password',
        `Whoever has the file would guess this password in ${crackTime}. ${advice}`,
        {
          field,
        },
      );
    },
    close: () => end(),
  };
}
