import { open, readFile } from 'node:fs/promises';

/** Regions that are read piece by piece overlap by this much, so that no needle falls between two pieces. */
const OVERLAP = 64;
const PIECE = 16 * 1024 * 1024;

function writableRegions(maps: string): { from: number; to: number }[] {
  return maps.split('\n').flatMap((line) => {
    const [, from, to, rights] = /^([0-9a-f]+)-([0-9a-f]+) (\S{4})/.exec(line) ?? [];
    if (from === undefined || to === undefined || rights?.startsWith('rw') !== true) return [];
    return [{ from: parseInt(from, 16), to: parseInt(to, 16) }];
  });
}

function countOf(text: Buffer, needle: Buffer): number {
  let count = 0;
  for (let hit = text.indexOf(needle); hit >= 0; hit = text.indexOf(needle, hit + 1)) count += 1;
  return count;
}

/**
 * How often each of the needles stands in the writable memory of a process of ours: its heaps, what it freed and did not overwrite, its
 * stacks. Linux only, proc(5); undefined where the system does not let us look.
 */
export async function findInMemory(
  pid: number,
  needles: Record<string, Buffer>,
): Promise<Record<string, number> | undefined> {
  const found = Object.fromEntries(Object.keys(needles).map((name) => [name, 0]));
  const memory = await open(`/proc/${pid}/mem`, 'r').catch(() => undefined);
  if (!memory) return undefined;
  try {
    for (const { from, to } of writableRegions(await readFile(`/proc/${pid}/maps`, 'latin1'))) {
      for (let at = from; at < to; at += PIECE - OVERLAP) {
        const piece = Buffer.alloc(Math.min(PIECE, to - at));
        // A region that was given back since the list was read holds nothing any more.
        const { bytesRead } = await memory.read(piece, 0, piece.length, at).catch(() => ({ bytesRead: 0 }));
        const text = piece.subarray(0, bytesRead);
        for (const [name, needle] of Object.entries(needles)) found[name] = (found[name] ?? 0) + countOf(text, needle);
      }
    }
  } finally {
    await memory.close();
  }
  return found;
}
