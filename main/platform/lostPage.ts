import { setImmediate as afterThis } from 'node:timers/promises';
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Log } from './log.ts';
import { loadStartPage } from './window.ts';

/** A page that is lost again so soon would be lost for ever: then the person decides. */
const AGAIN_MS = 30_000;

interface Ports {
  log: Log;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
}

/**
 * Gives the window a page again when the process of its page ended unasked, and offers one when it does not answer. The vault stays as it
 * is: what the page knew of it is in main.
 */
export function watchPage(window: BrowserWindow, { log, now }: Ports): void {
  let lostAt = -Infinity;
  let waiting: AbortController | undefined;
  const stopWaiting = (): void => waiting?.abort();

  const onLost = async (): Promise<void> => {
    stopWaiting();
    const isAgain = now() - lostAt < AGAIN_MS;
    lostAt = now();
    // Chromium is still telling of the end, and takes no new page meanwhile.
    await afterThis();
    if (isAgain && !(await wantsPage(window))) app.quit();
    else if (!window.isDestroyed()) await loadStartPage(window);
  };

  const onSilent = async (): Promise<void> => {
    stopWaiting();
    waiting = new AbortController();
    if ((await wantsNewPage(window, waiting.signal)) && !window.isDestroyed()) {
      window.webContents.forcefullyCrashRenderer();
    }
  };

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the page’s process ended: ${reason}, ${exitCode}`);
    onLost().catch((cause: unknown) => log('the window got no new page', cause));
  });
  window.on('unresponsive', () => {
    onSilent().catch((cause: unknown) => log('nobody could be asked about a page that does not answer', cause));
  });
  window.on('responsive', stopWaiting);
  window.once('closed', stopWaiting);
}

const COMMON = { type: 'warning', title: 'Grantsmith', noLink: true } as const;

/** Whether the person wants another page after this one, too, has ended; no means to quit. */
async function wantsPage(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    ...COMMON,
    message: 'The window failed again.',
    detail: 'What was typed in it and not saved is lost. Everything that was saved is in the vault.',
    buttons: ['Open it again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

/** Whether the person gives up on a page that does not answer. The question goes away by `signal`, which is a no. */
async function wantsNewPage(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    ...COMMON,
    message: 'The window does not answer.',
    detail: 'You can wait, or start the window anew. What was typed in it and not saved is then lost.',
    buttons: ['Wait', 'Start it anew'],
    defaultId: 0,
    cancelId: 0,
    signal,
  });
  return response === 1;
}
