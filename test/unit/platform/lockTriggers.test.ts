import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchLockTriggers } from '../../../main/platform/lockTriggers.ts';

vi.mock('electron', () => ({ powerMonitor: {} }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make(idleLockMinutes = 10) {
  const events = new EventEmitter();
  const state = { idle: 'active', seconds: 0, locks: 0, wakeUps: 0 };
  const { stop, noteInput } = watchLockTriggers({
    now: () => Date.now(),
    lock: () => (state.locks += 1),
    idleLockMinutes: () => idleLockMinutes,
    onWakeUp: () => (state.wakeUps += 1),
    power: {
      on: (event, listener) => events.on(event, listener),
      off: (event, listener) => events.off(event, listener),
      getSystemIdleState: () => state.idle,
      getSystemIdleTime: () => state.seconds,
    },
  });
  return { events, state, stop, noteInput };
}

it.each(['suspend', 'lock-screen', 'user-did-resign-active', 'shutdown'])('locks on %s', (event) => {
  const { events, state } = make();
  events.emit(event);
  expect(state.locks).toBe(1);
});

it('locks after the minutes without input, and where only the state tells of a locked screen', () => {
  const { state } = make();
  state.seconds = 599;
  vi.advanceTimersByTime(10 * 60_000 - 2_000);
  expect(state.locks).toBe(0);
  state.seconds = 600;
  vi.advanceTimersByTime(2_000);
  expect(state.locks).toBe(1);
  state.seconds = 0;
  state.idle = 'locked';
  vi.advanceTimersByTime(2_000);
  expect(state.locks).toBe(2);
});

it('takes the time since input in its own window where the system never counts', () => {
  const { state, noteInput } = make();
  vi.advanceTimersByTime(9 * 60_000);
  noteInput();
  vi.advanceTimersByTime(10 * 60_000 - 2_000);
  expect(state.locks).toBe(0);
  vi.advanceTimersByTime(2_000);
  expect(state.locks).toBe(1);
});

it('takes input anywhere on a system that counts, and in its own window where the count misses it', () => {
  const { state, noteInput } = make();
  state.seconds = 1;
  vi.advanceTimersByTime(20 * 60_000);
  expect(state.locks).toBe(0);
  state.seconds = 1_200;
  noteInput();
  vi.advanceTimersByTime(10 * 60_000 - 2_000);
  expect(state.locks).toBe(0);
  vi.advanceTimersByTime(2_000);
  expect(state.locks).toBe(1);
});

it('never locks for idleness when that is off, and watches nothing once it is stopped', () => {
  const { events, state, stop } = make(0);
  state.seconds = 100_000;
  vi.advanceTimersByTime(2_000);
  expect(state.locks).toBe(0);
  events.emit('resume');
  stop();
  state.idle = 'locked';
  vi.advanceTimersByTime(60_000);
  for (const event of ['suspend', 'resume']) events.emit(event);
  expect(state).toMatchObject({ locks: 0, wakeUps: 1 });
});
