import { join } from 'node:path';
import { app, clipboard, nativeTheme, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Emit } from '#contract/events.ts';
import type { LiveSecrets } from './core/redact/liveSecrets.ts';
import { wait } from './core/wait.ts';
import { createHandlers } from './handlers.ts';
import { createReadImport } from './imports/readFile.ts';
import { createAnalyzeLong } from './paste/analyzeLong.ts';
import { createRecognizePaste } from './paste/recognizePaste.ts';
import { saveCopy } from './ipc/vault.ts';
import { serve } from './ipc/serve.ts';
import { createReadKey } from './keys/readKey.ts';
import { loadHttpClient } from './network/httpClient.ts';
import { openInBrowser } from './platform/browser.ts';
import { collectGarbage } from './platform/collectGarbage.ts';
import { createFileDialogs } from './platform/fileDialogs.ts';
import { holdQuitting } from './platform/holdQuitting.ts';
import { createKeyring } from './platform/keyring.ts';
import { watchLockTriggers } from './platform/lockTriggers.ts';
import type { Log } from './platform/log.ts';
import { notify } from './platform/notify.ts';
import { askAboutUnsaved } from './platform/quitting.ts';
import { createScreenCapture } from './platform/screenCapture.ts';
import { createSecretClipboard } from './platform/secretClipboard.ts';
import { selfTestReport } from './platform/selfTestSwitch.ts';
import { askToSetAside } from './platform/setAsideQuestion.ts';
import { createSettingsStore } from './platform/settings.ts';
import { createSteadyClock } from './platform/steadyClock.ts';
import { createSystemDialogs } from './platform/systemDialogs.ts';
import { createUnfinishedFiles } from './platform/unfinishedFiles.ts';
import { isOwnPage, renewPage } from './platform/window.ts';
import { createStrengthMeter } from './strength/strengthMeter.ts';
import { createDeriveKey } from './vault/format/argon2.ts';
import { createDisk } from './vault/disk/disk.ts';
import { createProcesses } from './vault/disk/processes.ts';
import { mayQuit } from './vault/mayQuit.ts';
import { newId } from './vault/newId.ts';
import { selfTest } from './vault/selfTest.ts';
import type { SelfTestPorts } from './vault/selfTest.ts';
import { Vault } from './vault/vault.ts';

/** From the start of main; the lock screen is there by then. */
const READ_AHEAD_MS = 2_000;

interface Surroundings {
  /** The folder that main was built into, with its workers. */
  here: string;
  profile: string;
  liveSecrets: LiveSecrets;
  log: Log;
  getWindow: () => BrowserWindow | undefined;
  /** Opens the window again when it was closed and the person stays. */
  openWindow: () => void;
}

const vaultPorts = (here: string, profile: string): SelfTestPorts => ({
  folder: join(profile, 'vault'),
  disk: createDisk(),
  deriveKey: createDeriveKey(join(here, 'argon2Worker.js')),
  keyring: createKeyring(),
});

/** Everything behind the window: builds each piece and connects it; what a piece does stands in its own file. */
export function runApplication(surroundings: Surroundings): { noteInput: () => void } {
  const { here, profile, liveSecrets, log, getWindow, openWindow } = surroundings;
  const emit: Emit = (event, data) => {
    const window = getWindow();
    if (window !== undefined && !window.isDestroyed()) window.webContents.send(`event:${event}`, data);
  };
  const now = createSteadyClock();
  const secretClipboard = createSecretClipboard({ log });
  const ports = vaultPorts(here, profile);
  const settings = createSettingsStore(profile, { disk: ports.disk, log });
  const unfinished = createUnfinishedFiles(ports.disk, join(profile, 'unfinished'));
  unfinished.sweep().catch((cause: unknown) => log('what an earlier run left unfinished is still there', cause));
  const files = createFileDialogs(createSystemDialogs(getWindow), ports.disk, unfinished);
  const vault = new Vault({
    ...ports,
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
    keyring: ports.keyring,
    secretClipboard,
    files,
    askToSetAside: () => askToSetAside(ports.folder, getWindow()),
    strength: createStrengthMeter(join(here, 'strengthWorker.js')),
    selfTest: () => selfTest(ports),
    screenCapture: createScreenCapture(getWindow),
    notify,
    readImport: createReadImport(join(here, 'importWorker.js')),
    recognizePaste: createRecognizePaste(join(here, 'pasteWorker.js')),
    analyzeLong: createAnalyzeLong(join(here, 'pasteWorker.js')),
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
      systemVersion: process.getSystemVersion(),
    },
  });
  /** What the page and main still hold of secrets. The garbage of main goes last, when the old page holds nothing of it any more. */
  const forgetSecrets = async (): Promise<void> => {
    const window = getWindow();
    try {
      if (window && !window.isDestroyed()) await renewPage(window);
    } finally {
      await collectGarbage(() => !vault.isUnlocked);
    }
  };
  let wasUnlocked = false;
  vault.onChange((status) => {
    const isUnlocked = status.state === 'unlocked';
    if (!isUnlocked) onLocked();
    else if (!wasUnlocked) onUnlocked();
    // The page that is left is not told: it would draw a lock screen while the next page, which asks for itself, wants the processor.
    if (wasUnlocked && !isUnlocked && !isQuitting()) {
      forgetSecrets().catch((cause: unknown) => log('the page could not be renewed', cause));
    } else emit('vault.status', status);
    wasUnlocked = isUnlocked;
  });

  serve({ handlers, isTrusted: (event) => isOwnPage(event, getWindow()), log, newId });
  const lockTriggers = watchLockTriggers({
    lock: () => vault.lock(),
    idleLockMinutes: () => settings.read().idleLockMinutes,
    onWakeUp: () => emit('app.clock', { now: now() }),
    now,
  });
  const isQuitting = holdQuitting({
    app,
    mayQuit: () => {
      const ask = (sentence: string) => askAboutUnsaved(sentence, getWindow());
      return mayQuit({ vault, ask, saveCopy: () => saveCopy({ vault, files }).then(() => undefined) });
    },
    onStay: () => {
      if (getWindow()?.isDestroyed() !== false) openWindow();
    },
    end: () => {
      lockTriggers.stop();
      return Promise.allSettled([secretClipboard.clearIfOurs(), dispose(), vault.close()]);
    },
    log,
  });
  readAhead(log);
  return { noteInput: lockTriggers.noteInput };
}

/** While the person types the password, main has time to read what the first request will need. */
function readAhead(log: Log): void {
  const read = (): void => {
    loadHttpClient().catch((cause: unknown) => log('the HTTP client was not read ahead', cause));
  };
  setTimeout(read, READ_AHEAD_MS).unref();
}

/** Prints what the self-test found, and whether all of it passed. Beside a running app, too: it opens no window and touches no file of the vault. */
export async function reportSelfTest(here: string, profile: string): Promise<boolean> {
  const outcome = await selfTest(vaultPorts(here, profile));
  await new Promise<void>((resolve) => process.stdout.write(selfTestReport(outcome), () => resolve()));
  return outcome.passed;
}
