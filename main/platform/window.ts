import { BrowserWindow } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { APP_ORIGIN } from './appScheme.ts';

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
  dark: boolean;
  devTools: boolean;
}

/** The one window, hidden until it has something to show, so that nobody sees a white flash. */
export function createWindow({ preload, dark, devTools }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Grantsmith',
    backgroundColor: dark ? '#1a1b1e' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: { ...WEB_PREFERENCES, preload, devTools },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** A call counts only from the top frame of our window while it shows our page; a frame that is gone is a stranger. */
export function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === undefined || window.isDestroyed()) return false;
  return event.sender === window.webContents && frame.parent === null && frame.origin === APP_ORIGIN;
}
