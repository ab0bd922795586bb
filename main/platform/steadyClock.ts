import { uptime } from 'node:os';
import type { Now } from '../core/http.ts';

/**
 * A clock that counts on from the start of the app by the machine's uptime, which goes on during suspend and which nobody can set.
 * Countdowns of tokens therefore survive both; the wall clock is asked once.
 */
export function createSteadyClock(readUptimeSeconds: () => number = () => uptime(), wallNow: Now = Date.now): Now {
  const base = wallNow() - readUptimeSeconds() * 1000;
  return () => Math.round(base + readUptimeSeconds() * 1000);
}
