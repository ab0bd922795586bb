import type { JsonValue } from '../records.ts';

/** How a time is written. Only seconds are a NumericDate (RFC 7519 §2). */
export type TimeSpelling = 'seconds' | 'milliseconds' | 'quoted seconds' | 'quoted milliseconds' | 'a date as text';

export interface Instant {
  /** Epoch milliseconds. */
  ms: number;
  spelling: TimeSpelling;
}

/** In seconds this is the year 5138, in milliseconds 1973: beyond it a number means milliseconds. */
const LEAST_MILLISECONDS = 1e11;
const LAST_MOMENT_MS = 8.64e15;

function fromNumber(value: number): { ms: number; unit: 'seconds' | 'milliseconds' } | undefined {
  const unit = Math.abs(value) >= LEAST_MILLISECONDS ? 'milliseconds' : 'seconds';
  const ms = unit === 'seconds' ? Math.floor(value * 1000) : Math.floor(value);
  return Number.isFinite(ms) && Math.abs(ms) <= LAST_MOMENT_MS ? { ms, unit } : undefined;
}

/** Reads a claim as a time, however it is written. */
export function readInstant(value: JsonValue | undefined): Instant | undefined {
  if (typeof value === 'number') {
    const read = fromNumber(value);
    return read && { ms: read.ms, spelling: read.unit };
  }
  if (typeof value !== 'string') return undefined;
  if (/^\s*-?\d{1,18}(?:\.\d{1,9})?\s*$/.test(value)) {
    const read = fromNumber(Number(value));
    return read && { ms: read.ms, spelling: `quoted ${read.unit}` };
  }
  const ms = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) && value.length < 40 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : { ms, spelling: 'a date as text' };
}
