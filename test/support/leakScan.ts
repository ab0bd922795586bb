import { formsOf } from './canary.ts';
import type { Leak } from './canary.ts';

/** Pieces of base64 that are shorter stand in files by chance. */
const SHORTEST_PIECE = 12;

interface Needle {
  bytes: Buffer;
  secret: string;
}

/** Needles by their first four bytes. */
function indexNeedles(secrets: Record<string, string>): Map<number, Needle[]> {
  const index = new Map<number, Needle[]>();
  for (const [secret, value] of Object.entries(secrets)) {
    const shortest = Math.min(SHORTEST_PIECE, value.length);
    for (const form of formsOf(value).filter(({ length }) => length >= shortest)) {
      for (const bytes of [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')]) {
        const start = bytes.readUInt32LE(0);
        index.set(start, [...(index.get(start) ?? []), { bytes, secret }]);
      }
    }
  }
  return index;
}

const slotOf = (start: number): number => Math.imul(start, 0x9e3779b1) >>> 12;

/** Looks for many secrets at once, in every form and both encodings, in one pass over the bytes. */
export function createLeakScan(secrets: Record<string, string>): (where: string, bytes: Buffer) => Leak[] {
  const index = indexNeedles(secrets);
  // Most places begin no needle; one look at a table tells so without touching the map.
  const begins = new Uint8Array(1 << 20);
  for (const start of index.keys()) begins[slotOf(start)] = 1;
  return (where, bytes) => {
    const found = new Set<string>();
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      start = ((start >>> 8) | ((bytes[at] ?? 0) << 24)) >>> 0;
      if (begins[slotOf(start)] !== 1) continue;
      for (const needle of index.get(start) ?? []) {
        const from = at - 3;
        if (bytes.subarray(from, from + needle.bytes.length).equals(needle.bytes)) found.add(needle.secret);
      }
    }
    return [...found].map((secret) => ({ where, secret }));
  };
}
