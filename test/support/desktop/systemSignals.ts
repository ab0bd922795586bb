import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DesktopSession } from './desktopSession.ts';
import type { Program } from './program.ts';

const SCRIPT = fileURLToPath(new URL('systemSignals.py', import.meta.url));
/** The one for which Debian's python3-gi is; another may come first on the PATH. */
const PYTHON = '/usr/bin/python3';

/** The stand-in for logind and the screen saver; what it is told and what it tells stands in `systemSignals.py`. */
export async function startSystemSignals(desktop: DesktopSession): Promise<Program> {
  const signals = desktop.start(PYTHON, [SCRIPT]);
  await signals.said(/^ready$/);
  return signals;
}

export function missingPython(): string | undefined {
  return spawnSync(PYTHON, ['-c', 'from gi.repository import Gio']).status === 0
    ? undefined
    : 'python3-gi is not installed';
}
