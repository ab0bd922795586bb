import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, clipboard, nativeTheme, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Events } from '#contract/api.ts';
import { createRedactor } from './core/redact/redactor.ts';
import { createHandlers } from './handlers.ts';
import { serve } from './ipc/serve.ts';
import { createReadKey } from './keys/readKey.ts';
import { registerAppScheme, serveAppScheme } from './platform/appScheme.ts';
import { openInBrowser } from './platform/browser.ts';
import { createFileDialogs } from './platform/fileDialogs.ts';
import { createKeyring } from './platform/keyring.ts';
import { lockDownContents, lockDownSession } from './platform/lockdown.ts';
import { watchLockTriggers } from './platform/lockTriggers.ts';
import { createLog } from './platform/log.ts';
import { createSecretClipboard } from './platform/secretClipboard.ts';
import { createSettingsStore } from './platform/settings.ts';
import { createSteadyClock } from './platform/steadyClock.ts';
import { wait } from './platform/wait.ts';
import { createSystemDialogs } from './platform/systemDialogs.ts';
import { createWindow, isOwnPage } from './platform/window.ts';
import { createDeriveKey } from './vault/argon2.ts';
import { createDisk } from './vault/disk.ts';
import { createProcesses } from './vault/processes.ts';
import { newId, Vault } from './vault/vault.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const smokeTest = app.commandLine.hasSwitch('smoke-test');

// `enableSandbox` overrules `--no-sandbox`, which root cannot do without; the window asks for its sandbox in either case.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('Grantsmith');
registerAppScheme();

const profile = app.getPath('userData');
const redactor = createRedactor([]);
const log = createLog(profile, (text) => redactor.text(text));
lockDownContents(log);

let window: BrowserWindow | undefined;
const emit = <Name extends keyof Events>(event: Name, data: Events[Name]): void => {
  if (window !== undefined && !window.isDestroyed()) window.webContents.send(`event:${event}`, data);
};

/** Builds everything and connects it; what each piece does stands in its own file. */
function start(): void {
  const now = createSteadyClock();
  const settings = createSettingsStore(profile);
  const keyring = createKeyring();
  const secretClipboard = createSecretClipboard(log);
  const vault = new Vault({
    folder: join(profile, 'vault'),
    disk: createDisk(),
    processes: createProcesses(),
    nowMs: Date.now,
    deriveKey: createDeriveKey(join(here, 'argon2Worker.js')),
    keyring,
    appName: app.getName(),
    keyringTimeoutMs: 30_000,
    writer: app.getVersion(),
  });
  nativeTheme.themeSource = settings.read().theme;

  const { handlers, onLocked, dispose } = createHandlers({
    vault,
    settings,
    keyring,
    secretClipboard,
    files: createFileDialogs(createSystemDialogs(() => window)),
    emit,
    log,
    now,
    newId,
    openInBrowser,
    copyText: async (text) => clipboard.writeText(text),
    resolveSystemProxy: (url) => session.defaultSession.resolveProxy(url),
    applyTheme: (theme) => (nativeTheme.themeSource = theme),
    sandboxWorkerFile: join(here, 'sandboxProcess.js'),
    readKey: createReadKey(join(here, 'keyWorker.js')),
    wait,
    info: {
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    },
  });
  vault.onChange((status) => {
    if (status.state !== 'unlocked') onLocked();
    emit('vault.status', status);
  });

  lockDownSession(session.defaultSession, log);
  serveAppScheme(join(here, '../renderer'));
  serve({ handlers, isTrusted: (event) => isOwnPage(event, window), log, newId });
  window = createWindow({
    preload: join(here, '../preload/index.cjs'),
    dark: nativeTheme.shouldUseDarkColors,
    devTools: !app.isPackaged,
  });
  if (smokeTest) reportSmoke(window);

  const stopWatching = watchLockTriggers({
    lock: () => vault.lock(),
    idleLockMinutes: () => settings.read().idleLockMinutes,
    onWakeUp: () => emit('app.clock', { now: now() }),
  });
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    stopWatching();
    Promise.allSettled([secretClipboard.clearIfOurs(), dispose(), vault.close()]).then(
      () => app.quit(),
      () => app.exit(1),
    );
  });
}

function reportSmoke(shown: BrowserWindow): void {
  shown.webContents.once('did-finish-load', () => {
    process.stdout.write('smoke: ok\n');
    app.quit();
  });
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(start, (cause: unknown) => log('the app did not start', cause));
} else {
  app.quit();
}
