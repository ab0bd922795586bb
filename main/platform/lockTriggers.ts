import { powerMonitor } from 'electron';

const POLL_MS = 10_000;

interface LockTriggers {
  lock: () => void;
  /** Minutes without input until the vault locks; 0 is never. */
  idleLockMinutes: () => number;
  /** Time has passed without us: countdowns must be read anew. */
  onWakeUp: () => void;
}

/** Locks on suspend, on the lock screen, and when nobody has touched the machine for a while. The answer ends the watching. */
export function watchLockTriggers({ lock, idleLockMinutes, onWakeUp }: LockTriggers): () => void {
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('resume', onWakeUp);
  const timer = setInterval(() => {
    const minutes = idleLockMinutes();
    // Linux has no lock-screen event, but tells the state when asked.
    if (powerMonitor.getSystemIdleState(60) === 'locked') lock();
    else if (minutes > 0 && powerMonitor.getSystemIdleTime() >= minutes * 60) lock();
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    powerMonitor.off('suspend', lock);
    powerMonitor.off('lock-screen', lock);
    powerMonitor.off('resume', onWakeUp);
  };
}
