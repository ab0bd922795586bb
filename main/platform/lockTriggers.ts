import { powerMonitor } from 'electron';
import type { Now } from '../core/http.ts';

const POLL_MS = 2_000;

/** What the system tells of its user; Electron's `powerMonitor`, or a test in its place. */
export interface PowerEvents {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  /** Linux has no lock-screen event, but tells the state when asked. */
  getSystemIdleState(thresholdSeconds: number): string;
  /** Seconds; always 0 where the desktop does not count. */
  getSystemIdleTime(): number;
}

interface LockPorts {
  lock: () => void;
  /** Minutes without input until the vault locks; 0 is never. */
  idleLockMinutes: () => number;
  /** Time has passed without us: countdowns must be read anew. */
  onWakeUp: () => void;
  now: Now;
  power?: PowerEvents;
}

export interface LockTriggers {
  /** Somebody typed or moved the mouse in our window. */
  noteInput: () => void;
  stop: () => void;
}

/** Suspend, the lock screen, another user's session (macOS), and the end of the system. */
const LOCKING_EVENTS = ['suspend', 'lock-screen', 'user-did-resign-active', 'shutdown'];

/**
 * Locks on what says that nobody watches the screen any more, and when nobody has touched the machine for a while.
 *
 * Under Wayland, Chromium gets a count of idleness from KWin and Mutter only; elsewhere it answers 0 for ever. A count that has never
 * moved is therefore no sign of a busy person, and until it does, the time since the last input in our own window is what counts. Where it
 * counts, input in our window still does: a remote control need not reach the system's counter.
 */
export function watchLockTriggers(ports: LockPorts): LockTriggers {
  const { lock, idleLockMinutes, onWakeUp, now, power = electronPower() } = ports;
  let inputAt = now();
  let systemCounts = false;
  const idleSeconds = (): number => {
    const seconds = power.getSystemIdleTime();
    systemCounts ||= seconds > 0;
    const inOurWindow = (now() - inputAt) / 1000;
    return systemCounts ? Math.min(seconds, inOurWindow) : inOurWindow;
  };
  const look = (): void => {
    const minutes = idleLockMinutes();
    const idle = idleSeconds();
    if (power.getSystemIdleState(60) === 'locked' || (minutes > 0 && idle >= minutes * 60)) lock();
  };
  for (const event of LOCKING_EVENTS) power.on(event, lock);
  power.on('resume', onWakeUp);
  const timer = setInterval(look, POLL_MS);
  return {
    noteInput: () => {
      inputAt = now();
    },
    stop: () => {
      clearInterval(timer);
      for (const event of LOCKING_EVENTS) power.off(event, lock);
      power.off('resume', onWakeUp);
    },
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
