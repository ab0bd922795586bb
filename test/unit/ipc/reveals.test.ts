import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReveals } from '../../../main/ipc/reveals.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function make() {
  const switched: boolean[] = [];
  const copied: string[] = [];
  const reveals = createReveals({
    now: () => Date.now(),
    screenCapture: { reach: 'blocked', block: (blocked) => void switched.push(blocked) },
    clipboard: {
      copy: async (secret) => {
        copied.push(secret);
        return { clearsInSeconds: 30, keptOutOfHistory: true };
      },
    },
  });
  return { reveals, switched, copied };
}

const again = /Show again that it is yours/;

describe('a secret on the screen', () => {
  it('is kept out of screenshots for the half minute that it is shown', () => {
    const { reveals, switched } = make();
    reveals.authenticated();
    expect(reveals.reveal('s')).toEqual({ value: 's', hidesInSeconds: 30, screenCapture: 'blocked' });
    vi.advanceTimersByTime(20_000);
    reveals.reveal('another');
    vi.advanceTimersByTime(20_000);
    expect(switched).toEqual([true, true]);
    vi.advanceTimersByTime(10_000);
    expect(switched).toEqual([true, true, false]);
    expect(reveals.hide()).toBe(false);
  });

  it('goes when the page hides it and when the vault locks', () => {
    const { reveals, switched } = make();
    reveals.authenticated();
    reveals.reveal('s');
    expect(reveals.hide()).toBe(true);
    reveals.reveal('s');
    reveals.forget();
    expect(switched).toEqual([true, false, true, false]);
    expect(() => reveals.reveal('s')).toThrow(again);
  });

  it('needs a proof of who asks that is less than five minutes old', () => {
    const { reveals } = make();
    expect(() => reveals.reveal('s')).toThrow(again);
    reveals.authenticated();
    vi.advanceTimersByTime(5 * 60_000 - 1);
    reveals.reveal('s');
    vi.advanceTimersByTime(1);
    expect(() => reveals.reveal('s')).toThrow(again);
    reveals.authenticated();
    reveals.reveal('s');
  });
});
