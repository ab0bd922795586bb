import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { createLiveSecrets } from './core/redact/liveSecrets.ts';
import { registerAppScheme, serveAppScheme } from './platform/appScheme.ts';
import { keepOutOfCoreDumps } from './platform/coreDumps.ts';
import { lockDownContents, lockDownSession } from './platform/lockdown.ts';
import { createLog } from './platform/log.ts';
import { watchPage } from './platform/lostPage.ts';
import { createWindow } from './platform/window.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

// `enableSandbox` overrules `--no-sandbox`, which root cannot do without; the window asks for its sandbox in either case.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('Grantsmith');
registerAppScheme();
// Chromium lowers the priority of a page that is left, where it may: it would end only when the next one leaves it time.
app.commandLine.appendSwitch('disable-renderer-backgrounding');

const profile = app.getPath('userData');
const liveSecrets = createLiveSecrets();
const log = createLog(profile, liveSecrets.redact);
lockDownContents(log);
keepOutOfCoreDumps().catch((cause: unknown) => log('a crash may write memory to the disk', cause));

/** Most of main. It is loaded when the window is on its way, because the page's process can start meanwhile. */
const loadApplication = () => import('./application.ts');

let window: BrowserWindow | undefined;
let noteInput = (): void => undefined;

function openWindow(): BrowserWindow {
  window = createWindow({
    preload: join(here, '../preload/index.cjs'),
    devTools: !app.isPackaged,
    onInput: () => noteInput(),
  });
  watchPage(window, { log, now: () => performance.now() });
  return window;
}

/** The window first, and behind it the application; the page is handed out when its calls can be answered. */
async function start(): Promise<void> {
  const surroundings = { here, profile, liveSecrets, log, getWindow: () => window, openWindow };
  const running = loadApplication().then(({ runApplication }) => {
    ({ noteInput } = runApplication(surroundings));
  });
  lockDownSession(session.defaultSession, log);
  serveAppScheme(join(here, '../renderer'), running);
  const shown = openWindow();
  if (app.commandLine.hasSwitch('smoke-test')) reportSmoke(shown);
  await running;
}

function reportSmoke(shown: BrowserWindow): void {
  shown.webContents.once('did-finish-load', () => {
    process.stdout.write('smoke: ok\n');
    app.quit();
  });
}

if (app.commandLine.hasSwitch('self-test')) {
  const report = async (): Promise<void> => {
    await app.whenReady();
    const { reportSelfTest } = await loadApplication();
    app.exit((await reportSelfTest(here, profile)) ? 0 : 1);
  };
  report().catch((cause: unknown) => {
    log('the self-test did not run', cause);
    app.exit(1);
  });
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    // While quitting asks what to do, the window may be closed already.
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(start)
    .catch((cause: unknown) => log('the app did not start', cause));
} else {
  app.quit();
}
