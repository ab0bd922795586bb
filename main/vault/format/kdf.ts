import { randomBytes } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import type { DeriveKey, KdfParameters } from '../ports.ts';

export type Cost = Pick<KdfParameters, 'm' | 't' | 'p'>;

/** RFC 9106 §4, second recommended option. One lane, because the derivation here runs on one thread. */
export const DEFAULT_COST: Cost = { m: 64 * 1024, t: 3, p: 1 };
export const CAPSULE_COST: Cost = { m: 128 * 1024, t: 3, p: 1 };

const MEMORY_FLOOR = 19 * 1024;
const MEMORY_CEILING = 1024 * 1024;
const CALIBRATED_MEMORY_CEILING = 256 * 1024;
const MAX_PASSWORD_BYTES = 1024;

/** A crafted file must ask neither for 8 KiB nor for 2 TiB. @throws Failure `vault.weak-parameters` */
export function checkCost({ m, t, p }: Cost): void {
  const inBounds = m >= MEMORY_FLOOR && m <= MEMORY_CEILING && t >= 2 && t <= 20 && p >= 1 && p <= 16;
  if (inBounds && [m, t, p].every(Number.isInteger)) return;
  throw new Failure(
    'vault.weak-parameters',
    'The vault file asks for a password derivation outside the safe range. It was refused and nothing was changed.',
    { details: { m, t, p } },
  );
}

/** Whether guessing takes less memory, or less work in all. */
export function isCheaper(cost: Cost, than: Cost): boolean {
  return cost.m < than.m || cost.m * cost.t < than.m * than.t;
}

/** Unicode NFKC, so that the same password typed on another keyboard or system gives the same bytes. @throws Failure `input.*` */
export function passwordBytes(password: string, field = 'password'): Uint8Array {
  const bytes = new TextEncoder().encode(password.normalize('NFKC'));
  if (bytes.length === 0) throw new Failure('input.missing', 'Enter a password.', { field });
  if (bytes.length > MAX_PASSWORD_BYTES) {
    throw new Failure('input.too-large', `The password is longer than ${MAX_PASSWORD_BYTES} bytes.`, { field });
  }
  return bytes;
}

export function withSalt(cost: Cost): KdfParameters {
  return { alg: 'argon2id', ver: 19, ...cost, salt: randomBytes(16) };
}

/**
 * A cost of about `targetMs` on this machine: never below the default, memory before passes, at most 256 MiB.
 * One derivation with the default cost is timed.
 */
export async function calibrate(deriveKey: DeriveKey, nowMs: () => number, targetMs = 700): Promise<Cost> {
  const started = nowMs();
  await deriveKey(new TextEncoder().encode('calibration'), withSalt(DEFAULT_COST));
  const factor = targetMs / Math.max(nowMs() - started, 1);
  const wanted = Math.floor((DEFAULT_COST.m * factor) / 1024) * 1024;
  const m = Math.min(Math.max(wanted, DEFAULT_COST.m), CALIBRATED_MEMORY_CEILING);
  const t = Math.floor((DEFAULT_COST.m * factor * DEFAULT_COST.t) / m);
  return { m, t: Math.min(Math.max(t, DEFAULT_COST.t), 10), p: DEFAULT_COST.p };
}
