import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errnoOf } from '../failures.ts';
import type { ProcessIdentity, Processes } from '../ports.ts';

/** Linux: boot id and start tick of a process, proc(5). Elsewhere empty, and then only the process id counts. */
async function startOf(pid: number): Promise<string> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'latin1'),
      readFile(`/proc/${pid}/stat`, 'latin1'),
    ]);
    // The second field, the name, may hold spaces and brackets; the 22nd is the start, so count from the last bracket.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot.trim()}/${start}`;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return '';
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

async function isRunning(owner: ProcessIdentity): Promise<boolean> {
  // Another computer's processes cannot be asked after: a shared folder stays with the one that says it holds it.
  if (owner.host !== hostname()) return true;
  if (!exists(owner.pid)) return false;
  return owner.start === '' || owner.start === (await startOf(owner.pid));
}

export function createProcesses(): Processes {
  return {
    self: async () => ({ pid: process.pid, start: await startOf(process.pid), host: hostname() }),
    isRunning,
  };
}
