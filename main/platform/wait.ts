import type { Wait } from '../core/oauth/probeClientAuth.ts';

/** Waits by the runtime's timer. An abort ends the waiting early; whoever waits looks at the signal then. */
export const wait: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    if (signal?.aborted === true) finish();
    else signal?.addEventListener('abort', finish, { once: true });
  });
