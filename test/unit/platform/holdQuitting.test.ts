import { expect, it, vi } from 'vitest';
import { holdQuitting } from '../../../main/platform/holdQuitting.ts';

function make({ end = async (): Promise<unknown> => undefined } = {}) {
  const told: string[] = [];
  let listener: ((event: { preventDefault: () => void }) => void) | undefined;
  const app = {
    on: (_event: 'before-quit', given: NonNullable<typeof listener>) => (listener = given),
    /** As Electron does it: who listens may prevent it. */
    quit: () => {
      const preventDefault = vi.fn();
      listener?.({ preventDefault });
      if (preventDefault.mock.calls.length === 0) told.push('gone');
    },
    exit: (code: number) => void told.push(`exit ${code}`),
  };
  let answer = (_mayQuit: boolean): void => undefined;
  const isQuitting = holdQuitting({
    app,
    mayQuit: () => {
      told.push('asked');
      return new Promise((resolve) => (answer = resolve));
    },
    onStay: () => void told.push('stays'),
    end: () => {
      told.push('ends');
      return end();
    },
    log: () => void told.push('logged'),
  });
  return { app, told, isQuitting, answer: (mayQuit: boolean) => answer(mayQuit) };
}

it('asks once however often quitting is asked for, and goes when all has ended', async () => {
  const { app, told, isQuitting, answer } = make();
  app.quit();
  app.quit();
  app.quit();
  expect(told).toEqual(['asked']);
  expect(isQuitting()).toBe(true);
  answer(true);
  await vi.waitFor(() => expect(told).toEqual(['asked', 'ends', 'gone']));
});

it('does not go while it ends', async () => {
  let ended = (_value: unknown): void => undefined;
  const { app, told, answer } = make({ end: () => new Promise((resolve) => (ended = resolve)) });
  app.quit();
  answer(true);
  await vi.waitFor(() => expect(told).toContain('ends'));
  app.quit();
  expect(told).toEqual(['asked', 'ends']);
  ended(undefined);
  await vi.waitFor(() => expect(told).toEqual(['asked', 'ends', 'gone']));
});

it('goes all the same when something never ends', async () => {
  vi.useFakeTimers();
  const { app, told, answer } = make({ end: () => new Promise(() => undefined) });
  app.quit();
  answer(true);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(told).toEqual(['asked', 'ends', 'gone']);
});

it('stays, and asks again the next time', async () => {
  const { app, told, isQuitting, answer } = make();
  app.quit();
  answer(false);
  await vi.waitFor(() => expect(told).toEqual(['asked', 'stays']));
  expect(isQuitting()).toBe(false);
  app.quit();
  expect(told).toEqual(['asked', 'stays', 'asked']);
});
