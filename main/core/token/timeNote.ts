import type { JsonValue } from '../records.ts';
import { readInstant } from './instants.ts';
import { instantWithDistance } from './timeWords.ts';

/** A note on a claim that holds a time, such as `22 Nov 2026, 11:43:26 UTC, in 42 min`. */
export function timeNote(value: JsonValue, now: number): string | undefined {
  const instant = readInstant(value);
  if (instant === undefined) return undefined;
  const words = instantWithDistance(instant.ms, now);
  return instant.spelling === 'seconds' ? words : `${words}; written in ${instant.spelling}`;
}
