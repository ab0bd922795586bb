import type { AppInfo } from '#contract/app.ts';
import type { Emit } from '#contract/events.ts';
import type { SelfTest } from '#contract/proof.ts';
import type { AnalyzeLong } from './core/diagnosis/analyze.ts';
import type { Now, SendHttp } from './core/http.ts';
import type { FileDialogs } from './core/files.ts';
import type { ReadKey } from './core/oauth/clientAuth/keyPort.ts';
import { saveSandboxConnections } from './core/oauth/connection/connections.ts';
import type { RemovedConnections } from './core/oauth/connection/connections.ts';
import { createCancellations } from './core/oauth/tokens/inFlight.ts';
import type { Wait } from './core/wait.ts';
import { withinLimits } from './core/oauth/connection/limits.ts';
import type { ScreenCapture } from './core/screenCapture.ts';
import type { LiveSecrets } from './core/redact/liveSecrets.ts';
import { taggedMasks } from './core/redact/treatment.ts';
import { createRequestHistory } from './core/request/requestHistory.ts';
import { appHandlers } from './ipc/app.ts';
import { createCapsuleHandlers } from './ipc/capsules.ts';
import { createCaseFileHandlers } from './ipc/caseFile.ts';
import { guideHandlers } from './ipc/guide.ts';
import { createImportHandlers } from './ipc/imports.ts';
import { connectionHandlers } from './ipc/connections.ts';
import type { Handlers } from './ipc/handlers.ts';
import { discoveryHandlers } from './ipc/discovery.ts';
import { createDiagnosisHandlers } from './ipc/diagnosis.ts';
import { keyHandlers } from './ipc/keys.ts';
import { inspectorHandlers } from './ipc/inspector.ts';
import { createPasteHandlers } from './ipc/paste.ts';
import { proofHandlers } from './ipc/proof.ts';
import { createRequestHandlers } from './ipc/requests.ts';
import { createReveals } from './ipc/reveals.ts';
import { createSandboxHandlers } from './ipc/sandbox.ts';
import { vaultHandlers } from './ipc/vault.ts';
import { createVaultCopyHandlers } from './ipc/vaultCopies.ts';
import type { ReadImport } from './imports/readFile.ts';
import { createSecretTags } from './network/secretTags.ts';
import { createSendHttp } from './network/sendHttp.ts';
import type { RecognizePaste } from './paste/recognizePaste.ts';
import type { SecretClipboard } from './platform/secretClipboard.ts';
import type { SettingsStore } from './platform/settings.ts';
import { createRadar } from './radar/radar.ts';
import { createRadarNotices } from './radar/radarNotices.ts';
import { createSandboxControl } from './sandbox/sandbox.ts';
import { startSandbox } from './sandbox/startSandbox.ts';
import type { StrengthMeter } from './strength/strengthMeter.ts';
import type { Keyring } from './vault/ports.ts';
import { createTokenLife } from './tokenLife.ts';
import type { Vault } from './vault/vault.ts';

interface Parts {
  vault: Vault;
  settings: SettingsStore;
  keyring: Keyring;
  secretClipboard: SecretClipboard;
  files: FileDialogs;
  askToSetAside: () => Promise<boolean>;
  strength: StrengthMeter;
  selfTest: () => Promise<SelfTest>;
  screenCapture: ScreenCapture;
  /** Tells the person by the system, because the page is locked or somewhere behind. */
  notify: (title: string, text: string) => void;
  readImport: ReadImport;
  recognizePaste: RecognizePaste;
  analyzeLong: AnalyzeLong;
  emit: Emit;
  liveSecrets: LiveSecrets;
  log: (line: string, cause?: unknown) => void;
  now: Now;
  newId: () => string;
  openInBrowser: (url: string) => Promise<string>;
  copyText: (text: string) => Promise<void>;
  resolveSystemProxy: (url: string) => Promise<string>;
  applyTheme: (theme: 'system' | 'light' | 'dark') => void;
  sandboxWorkerFile: string;
  wait: Wait;
  readKey: ReadKey;
  info: AppInfo;
}

interface Composed {
  handlers: Handlers;
  onUnlocked: () => void;
  /** Drops what only an open vault may keep in memory. */
  onLocked: () => void;
  /** Ends the practice domain and every connection. */
  dispose: () => Promise<void>;
}

/** Connects the areas: each handler gets the ports it needs and nothing more. */
export function createHandlers(parts: Parts): Composed {
  const { vault, settings, emit, log, now, newId, readKey } = parts;
  const history = createRequestHistory();
  const tags = createSecretTags();
  const network = createSendHttp({
    now,
    newId,
    resolveSystemProxy: parts.resolveSystemProxy,
    treatment: taggedMasks(tags),
    onExchange: (exchange) => {
      if (exchange.purpose === 'api') history.add(exchange);
    },
  });
  const removed: RemovedConnections = new Map();
  const sendHttp: SendHttp = (request) => {
    parts.liveSecrets.remember(request.secrets);
    return network(request);
  };
  const ports = { records: vault, sendHttp: withinLimits(sendHttp, vault, now), now, newId, emit, readKey };
  const { files, strength } = parts;
  const reveals = createReveals({ now, screenCapture: parts.screenCapture, clipboard: parts.secretClipboard });
  const capsules = createCapsuleHandlers({ ...ports, vault, files, strength, reveals });
  const imports = createImportHandlers({ ...ports, files, readImport: parts.readImport });
  const { values: liveSecrets } = parts.liveSecrets;
  const caseFiles = createCaseFileHandlers({ ...ports, calls: history, liveSecrets, tags, info: parts.info, files });
  const cancellations = createCancellations();
  const tokenLife = createTokenLife({
    ...ports,
    vault,
    cancellations,
    reveals,
    files,
    creator: { name: parts.info.name, version: parts.info.version },
    openBrowser: parts.openInBrowser,
    onDropped: () =>
      parts.notify(
        'A token was not kept',
        'The vault locked before the reply could be stored. Unlock it and ask again.',
      ),
    log,
  });
  const { desk } = tokenLife;
  const radar = createRadar({ records: vault, now, noticeDays: () => settings.read().expiryNoticeDays });
  const isWanted = (): boolean => settings.read().expiryNotices;
  const notices = createRadarNotices({ radar, now, isWanted, notify: parts.notify });
  const diagnosis = createDiagnosisHandlers({
    ...ports,
    calls: history,
    cancellations,
    analyzeLong: parts.analyzeLong,
  });
  const requests = createRequestHandlers({ desk, history, emit, reveals, files });
  const control = createSandboxControl({
    start: ({ preferredPort, onLost }) =>
      startSandbox({
        workerFile: parts.sandboxWorkerFile,
        ...(preferredPort === undefined ? {} : { preferredPort }),
        onError: (trace) => log('the practice domain reported a failure', trace),
        onLost: (cause) => {
          log('the practice domain ended by itself', cause);
          onLost();
        },
      }),
    getPreferredPort: settings.readSandboxPort,
    setPreferredPort: (port) => {
      const forgotten = (cause: unknown): void => log('the port of the practice domain was not kept', cause);
      settings.writeSandboxPort(port).catch(forgotten);
    },
    onStatus: (status) => emit('sandbox.status', status),
  });
  const connections = connectionHandlers({
    ...ports,
    removed,
    openExternal: async (url) => {
      await parts.openInBrowser(url);
    },
  });
  const paste = createPasteHandlers({
    records: vault,
    newId,
    recognize: parts.recognizePaste,
    save: connections['connections.save'],
  });
  return {
    handlers: {
      ...vaultHandlers({
        vault,
        keyring: () => parts.keyring.availability(),
        strength,
        reveals,
        files,
        askToSetAside: parts.askToSetAside,
      }),
      ...createVaultCopyHandlers({ vault, files, newId }),
      ...proofHandlers({ vault, radar, networkLog: () => network.hosts(), selfTest: parts.selfTest }),
      ...capsules.handlers,
      ...imports.handlers,
      ...caseFiles.handlers,
      ...connections,
      ...paste.handlers,
      ...tokenLife.handlers,
      ...discoveryHandlers({ ...ports, cancellations, wait: parts.wait }),
      ...keyHandlers(ports),
      ...diagnosis.handlers,
      ...inspectorHandlers({ ...ports, keyCache: desk.keyCache }),
      ...requests.handlers,
      ...guideHandlers(ports),
      ...createSandboxHandlers({
        control,
        saveConnections: async (connections) => {
          const summaries = await saveSandboxConnections(ports, connections);
          emit('connections.changed', {});
          return summaries;
        },
      }),
      ...appHandlers({
        info: parts.info,
        now,
        networkLog: () => network.hosts(),
        copyText: parts.copyText,
        secretClipboard: parts.secretClipboard,
        settings,
        onSettings: (changed) => {
          parts.applyTheme(changed.theme);
          emit('settings.changed', changed);
        },
      }),
    },
    onUnlocked: () => notices.start(),
    onLocked: () => {
      removed.clear();
      requests.onLocked();
      diagnosis.onLocked();
      capsules.onLocked();
      imports.onLocked();
      caseFiles.onLocked();
      paste.onLocked();
      reveals.forget();
      parts.liveSecrets.forget();
      radar.forget();
      notices.stop();
      parts.secretClipboard.clearIfOurs().catch((cause: unknown) => log('the clipboard could not be cleared', cause));
    },
    dispose: async () => {
      await tokenLife.dispose();
      network.dispose();
      await files.discardUnfinished();
      strength.close();
      await control.stop();
      await settings.settled();
    },
  };
}
