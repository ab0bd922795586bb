import { readdir, readFile, writeFile } from 'node:fs/promises';

/** No kind of memory at all (core(5)): what is left of a dump are the registers. */
const NOTHING = '0';

/**
 * Keeps the memory of this process out of core dumps, and that of every process that it starts from here on. Chromium forks its pages from
 * processes that run already; those are told too, unless they are ones that the system lets nobody dump. Linux; elsewhere the system
 * writes none without being asked for it.
 */
export async function keepOutOfCoreDumps(platform: NodeJS.Platform = process.platform): Promise<void> {
  if (platform !== 'linux') return;
  await writeFile('/proc/self/coredump_filter', NOTHING);
  const descendants = await descendantsOf(process.pid);
  await Promise.allSettled(descendants.map((pid) => writeFile(`/proc/${pid}/coredump_filter`, NOTHING)));
}

/** A child belongs to the thread that started it. */
async function descendantsOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.allSettled(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'latin1')),
  );
  const children = lists.flatMap((list) =>
    list.status === 'fulfilled' ? list.value.split(' ').filter(Boolean).map(Number) : [],
  );
  const grandchildren = await Promise.allSettled(children.map(descendantsOf));
  return [...children, ...grandchildren.flatMap((found) => (found.status === 'fulfilled' ? found.value : []))];
}
