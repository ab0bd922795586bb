import { powerMonitor } from 'electron';

const POLL_MS = 10_000;

/** What the system tells of its user; Electron's `powerMonitor`, or a test in its place. */
export interface PowerEvents {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  /** Linux has no lock-screen event, but tells the state when asked. */
  getSystemIdleState(thresholdSeconds: number): string;
  getSystemIdleTime(): number;
}

interface LockTriggers {
  lock: () => void;
  /** Minutes without input until the vault locks; 0 is never. */
  idleLockMinutes: () => number;
  /** Time has passed without us: countdowns must be read anew. */
  onWakeUp: () => void;
  power?: PowerEvents;
}

/** Suspend, the lock screen, another user's session (macOS), and the end of the system. */
const LOCKING_EVENTS = ['suspend', 'lock-screen', 'user-did-resign-active', 'shutdown'];

/** Locks on what says that nobody watches the screen any more, and when nobody has touched the machine for a while. The answer ends the watching. */
export function watchLockTriggers({
  lock,
  idleLockMinutes,
  onWakeUp,
  power = electronPower(),
}: LockTriggers): () => void {
  for (const event of LOCKING_EVENTS) power.on(event, lock);
  power.on('resume', onWakeUp);
  const timer = setInterval(() => {
    const minutes = idleLockMinutes();
    if (power.getSystemIdleState(60) === 'locked') lock();
    else if (minutes > 0 && power.getSystemIdleTime() >= minutes * 60) lock();
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    for (const event of LOCKING_EVENTS) power.off(event, lock);
    power.off('resume', onWakeUp);
  };
}

/** `powerMonitor` declares one overload per event, so a name from a list fits none of them. */
function electronPower(): PowerEvents {
  const emitter: NodeJS.EventEmitter = powerMonitor;
  return {
    on: (event, listener) => emitter.on(event, listener),
    off: (event, listener) => emitter.off(event, listener),
    getSystemIdleState: (seconds) => powerMonitor.getSystemIdleState(seconds),
    getSystemIdleTime: () => powerMonitor.getSystemIdleTime(),
  };
}
