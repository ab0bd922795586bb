/** Resolves after so many milliseconds, or as soon as the signal is aborted; never rejects, and leaves no timer behind. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What a timer can count; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** By the timers of the runtime. */
export const wait: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(Math.max(milliseconds, 0), LONGEST_MS));
    signal?.addEventListener('abort', end, { once: true });
  });
