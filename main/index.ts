import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, clipboard, nativeTheme, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Events } from '#contract/api.ts';
import { createLiveSecrets } from './core/redact/liveSecrets.ts';
import { wait } from './core/wait.ts';
import { createHandlers } from './handlers.ts';
import { createReadImport } from './imports/readFile.ts';
import { saveCopy } from './ipc/vault.ts';
import { serve } from './ipc/serve.ts';
import { createReadKey } from './keys/readKey.ts';
import { registerAppScheme, serveAppScheme } from './platform/appScheme.ts';
import { openInBrowser } from './platform/browser.ts';
import { collectGarbage } from './platform/collectGarbage.ts';
import { keepOutOfCoreDumps } from './platform/coreDumps.ts';
import { createFileDialogs } from './platform/fileDialogs.ts';
import { holdQuitting } from './platform/holdQuitting.ts';
import { createKeyring } from './platform/keyring.ts';
import { lockDownContents, lockDownSession } from './platform/lockdown.ts';
import { watchLockTriggers } from './platform/lockTriggers.ts';
import { createLog } from './platform/log.ts';
import { createSecretClipboard } from './platform/secretClipboard.ts';
import { selfTestReport } from './platform/selfTestSwitch.ts';
import { createSettingsStore } from './platform/settings.ts';
import { createSteadyClock } from './platform/steadyClock.ts';
import { createSystemDialogs } from './platform/systemDialogs.ts';
import { askAboutUnsaved } from './platform/quitting.ts';
import { createWindow, isOwnPage, renewPage } from './platform/window.ts';
import { createScreenCapture } from './platform/screenCapture.ts';
import { notify } from './platform/notify.ts';
import { createStrengthMeter } from './strength/strengthMeter.ts';
import { createDeriveKey } from './vault/format/argon2.ts';
import { createDisk } from './vault/disk/disk.ts';
import { createProcesses } from './vault/disk/processes.ts';
import { mayQuit } from './vault/mayQuit.ts';
import { newId } from './vault/newId.ts';
import { selfTest } from './vault/selfTest.ts';
import { Vault } from './vault/vault.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const smokeTest = app.commandLine.hasSwitch('smoke-test');

// `enableSandbox` overrules `--no-sandbox`, which root cannot do without; the window asks for its sandbox in either case.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('Grantsmith');
registerAppScheme();

const profile = app.getPath('userData');
const liveSecrets = createLiveSecrets();
const log = createLog(profile, liveSecrets.redact);
lockDownContents(log);
keepOutOfCoreDumps().catch((cause: unknown) => log('a crash may write memory to the disk', cause));

let window: BrowserWindow | undefined;
const emit = <Name extends keyof Events>(event: Name, data: Events[Name]): void => {
  if (window !== undefined && !window.isDestroyed()) window.webContents.send(`event:${event}`, data);
};

const vaultPorts = {
  folder: join(profile, 'vault'),
  disk: createDisk(),
  deriveKey: createDeriveKey(join(here, 'argon2Worker.js')),
  keyring: createKeyring(),
};

/** Builds everything and connects it; what each piece does stands in its own file. */
function start(): void {
  const now = createSteadyClock();
  const settings = createSettingsStore(profile);
  const secretClipboard = createSecretClipboard({ log });
  const files = createFileDialogs(createSystemDialogs(() => window));
  const vault = new Vault({
    ...vaultPorts,
    processes: createProcesses(),
    nowMs: Date.now,
    appName: app.getName(),
    keyringTimeoutMs: 30_000,
    writer: app.getVersion(),
  });
  nativeTheme.themeSource = settings.read().theme;

  const { handlers, onUnlocked, onLocked, dispose } = createHandlers({
    vault,
    settings,
    keyring: vaultPorts.keyring,
    secretClipboard,
    files,
    strength: createStrengthMeter(join(here, 'strengthWorker.js')),
    selfTest: () => selfTest(vaultPorts),
    screenCapture: createScreenCapture(() => window),
    notify,
    readImport: createReadImport(join(here, 'importWorker.js')),
    emit,
    liveSecrets,
    log,
    now,
    newId,
    openInBrowser,
    copyText: async (text) => clipboard.writeText(text),
    resolveSystemProxy: (url) => session.defaultSession.resolveProxy(url),
    applyTheme: (theme) => (nativeTheme.themeSource = theme),
    sandboxWorkerFile: join(here, 'sandboxProcess.js'),
    wait,
    readKey: createReadKey(join(here, 'keyWorker.js')),
    info: {
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    },
  });
  /** What the page and main still hold of secrets. The garbage of main goes last, when the old page holds nothing of it any more. */
  const forgetSecrets = async (): Promise<void> => {
    if (window && !window.isDestroyed()) await renewPage(window);
    await collectGarbage(() => !vault.isUnlocked);
  };
  let wasUnlocked = false;
  vault.onChange((status) => {
    const isUnlocked = status.state === 'unlocked';
    if (!isUnlocked) onLocked();
    else if (!wasUnlocked) onUnlocked();
    emit('vault.status', status);
    if (wasUnlocked && !isUnlocked && !isQuitting()) {
      forgetSecrets().catch((cause: unknown) => log('the page could not be renewed', cause));
    }
    wasUnlocked = isUnlocked;
  });

  lockDownSession(session.defaultSession, log);
  serveAppScheme(join(here, '../renderer'));
  serve({ handlers, isTrusted: (event) => isOwnPage(event, window), log, newId });
  const lockTriggers = watchLockTriggers({
    lock: () => vault.lock(),
    idleLockMinutes: () => settings.read().idleLockMinutes,
    onWakeUp: () => emit('app.clock', { now: now() }),
    now,
  });
  const openWindow = (): BrowserWindow =>
    createWindow({
      preload: join(here, '../preload/index.cjs'),
      dark: nativeTheme.shouldUseDarkColors,
      devTools: !app.isPackaged,
      onInput: lockTriggers.noteInput,
    });
  window = openWindow();
  if (smokeTest) reportSmoke(window);

  const isQuitting = holdQuitting({
    app,
    mayQuit: () => {
      const ask = (sentence: string) => askAboutUnsaved(sentence, window);
      return mayQuit({ vault, ask, saveCopy: () => saveCopy({ vault, files }).then(() => undefined) });
    },
    onStay: () => {
      if (window?.isDestroyed() !== false) window = openWindow();
    },
    end: () => {
      lockTriggers.stop();
      return Promise.allSettled([secretClipboard.clearIfOurs(), dispose(), vault.close()]);
    },
    log,
  });
}

function reportSmoke(shown: BrowserWindow): void {
  shown.webContents.once('did-finish-load', () => {
    process.stdout.write('smoke: ok\n');
    app.quit();
  });
}

if (app.commandLine.hasSwitch('self-test')) {
  // Beside a running app, too: it opens no window and touches no file of the vault.
  const report = async (): Promise<void> => {
    await app.whenReady();
    const outcome = await selfTest(vaultPorts);
    process.stdout.write(selfTestReport(outcome), () => app.exit(outcome.passed ? 0 : 1));
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
  app.whenReady().then(start, (cause: unknown) => log('the app did not start', cause));
} else {
  app.quit();
}
