import { BrowserWindow, nativeTheme } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { APP_ORIGINS } from './appScheme.ts';

const START_PAGES = APP_ORIGINS.map((origin) => `${origin}/index.html`);
const [START_PAGE = ''] = START_PAGES;

/** A page takes the place of another in a twentieth of a second. */
const COMMIT_MS = 3_000;

const WEB_PREFERENCES = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  spellcheck: false,
  safeDialogs: true,
});

interface WindowOptions {
  preload: string;
  devTools: boolean;
  onInput: () => void;
}

const backgroundColor = (): string => (nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff');

/** The one window, hidden until it has something to show, so that nobody sees a white flash. */
export function createWindow({ preload, devTools, onInput }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Grantsmith',
    backgroundColor: backgroundColor(),
    autoHideMenuBar: true,
    webPreferences: { ...WEB_PREFERENCES, preload, devTools },
  });
  // Seen between a page and the next, so it follows the theme.
  const follow = (): void => window.setBackgroundColor(backgroundColor());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
  window.once('ready-to-show', () => window.show());
  window.webContents.on('input-event', (_event, { type }) => {
    // A window that opens or closes under a pointer that lies still is no person.
    if (type !== 'mouseEnter' && type !== 'mouseLeave') onInput();
  });
  void loadStartPage(window);
  return window;
}

/** The first page, and what takes the place of one that was lost. */
export const loadStartPage = ({ webContents }: BrowserWindow): Promise<void> => webContents.loadURL(START_PAGE);

/**
 * Gives the window a fresh page in a fresh process: whatever the old one had on its heap goes with it. It is the page of our other origin,
 * because a mere reload would stay in the process that has to go. The old one is stopped at once: it takes no further step with what it
 * knows, and leaves the processor to the next.
 */
export async function renewPage({ webContents }: BrowserWindow): Promise<void> {
  const shown = webContents.getURL();
  const left = webContents.getOSProcessId();
  // Windows cannot stop a process.
  if (process.platform !== 'win32') signal(left, 'SIGSTOP');
  const end = (): void => {
    clearTimeout(overdue);
    signal(left, 'SIGKILL');
  };
  // A page that is stopped must not stay in the window; once it is lost, `watchPage` begins anew.
  const overdue = setTimeout(end, COMMIT_MS);
  const onCommit = (): void => {
    if (webContents.getOSProcessId() !== left) end();
  };
  webContents.once('did-navigate', onCommit);
  try {
    await webContents.loadURL(START_PAGES.find((page) => page !== shown) ?? START_PAGE);
  } catch (error) {
    end();
    throw error;
  } finally {
    webContents.off('did-navigate', onCommit);
  }
  await webContents.session.clearCache();
}

/** Chromium asks a process that shows nothing any more to end, and waits for up to two seconds; with secrets on its heap it ends at once. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

/** A call counts only from the top frame of our window while it shows our page; a frame that is gone is a stranger. */
export function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === undefined || window.isDestroyed()) return false;
  return (
    event.sender === window.webContents &&
    frame.parent === null &&
    APP_ORIGINS.some((origin) => origin === frame.origin)
  );
}
