import { randomBytes } from 'node:crypto';
import type { CallName } from '#contract/api.ts';
import type { Events } from '#contract/events.ts';
import type { Result } from '#contract/result.ts';
import { createLiveSecrets } from '../../main/core/redact/liveSecrets.ts';
import { createHandlers } from '../../main/handlers.ts';
import { readCsv } from '../../main/imports/readCsv.ts';
import type { ReadImport } from '../../main/imports/readFile.ts';
import { readKdbx } from '../../main/imports/readKdbx.ts';
import { analyzeMaterial } from '../../main/core/diagnosis/analyze.ts';
import { recognize } from '../../main/core/paste/recognize.ts';
import { answer } from '../../main/ipc/answer.ts';
import { createSettingsStore } from '../../main/platform/settings.ts';
import type { StrengthMeter } from '../../main/strength/strengthMeter.ts';
import { createDisk } from '../../main/vault/disk/disk.ts';
import { Vault, type VaultOptions } from '../../main/vault/vault.ts';
import { createScriptedDialogs, type ScriptedDialogs } from './dialogs.ts';
import { readKey } from './readKey.ts';
import { createFakeKeyring, optionsFor } from './vault/options.ts';

/** Takes every password, because hardly a test is about that. */
const anyStrength: StrengthMeter = {
  measure: async () => ({ score: 4, crackTime: 'centuries', acceptable: true }),
  requireStrong: async () => undefined,
  close: () => undefined,
};

/** On this thread; the app has one of its own for it. */
const readImport: ReadImport = async (question) =>
  question.format === 'csv' ? readCsv(question.bytes) : readKdbx(question.bytes, question);

export interface HandlerBench {
  vault: Vault;
  /** One call as the page makes it, without Electron. */
  call: (name: CallName, input?: unknown) => Promise<Result<unknown>>;
  /** What the page was told besides the replies. */
  events: { name: keyof Events; data: unknown }[];
  /** What a reply may not carry: the cause of each `bug`. */
  bugs: { name: CallName; cause: unknown }[];
  opened: string[];
  copied: string[];
  dialogs: ScriptedDialogs;
  /** What the person answers to the question whether a vault may be set aside, once it is asked. */
  onSetAsideQuestion: (answer: () => boolean) => void;
  dispose: () => Promise<void>;
}

interface BenchOptions {
  /** The built `sandboxProcess.ts`; without it the practice domain does not start. */
  sandboxWorkerFile?: string;
  /** Leads the browser somewhere; without it every address is noted in `opened`. */
  openInBrowser?: (url: string) => Promise<string>;
  /** As a proxy script answers. */
  resolveSystemProxy?: (url: string) => Promise<string>;
  vault?: Partial<VaultOptions>;
}

/** The handlers of the app on a real vault in `folder` and the real network; only what is Electron's is stood in for. */
export function createHandlerBench(folder: string, options: BenchOptions = {}): HandlerBench {
  const keyring = createFakeKeyring();
  const dialogs = createScriptedDialogs();
  let answerSetAside = (): boolean => false;
  const vault = new Vault(optionsFor(folder, { keyring, ...options.vault }));
  const bench: Pick<HandlerBench, 'events' | 'bugs' | 'opened' | 'copied'> = {
    events: [],
    bugs: [],
    opened: [],
    copied: [],
  };
  const { handlers, onLocked, dispose } = createHandlers({
    vault,
    keyring,
    settings: createSettingsStore(folder, { disk: createDisk(), log: () => undefined }),
    secretClipboard: {
      copy: async (secret) => {
        bench.copied.push(secret);
        return { clearsInSeconds: 30, keptOutOfHistory: false };
      },
      clearIfOurs: async () => undefined,
    },
    emit: (name, data) => void bench.events.push({ name, data }),
    liveSecrets: createLiveSecrets(),
    log: () => undefined,
    now: () => Date.now(),
    newId: () => randomBytes(16).toString('hex'),
    openInBrowser:
      options.openInBrowser ??
      (async (url) => {
        bench.opened.push(url);
        return url;
      }),
    copyText: async (text) => void bench.copied.push(text),
    resolveSystemProxy: options.resolveSystemProxy ?? (async () => 'DIRECT'),
    applyTheme: () => undefined,
    readKey,
    wait: async () => undefined,
    files: dialogs,
    askToSetAside: async () => answerSetAside(),
    readImport,
    recognizePaste: async (text) => recognize(text),
    analyzeLong: analyzeMaterial,
    strength: anyStrength,
    selfTest: async () => ({ passed: true, checks: [] }),
    screenCapture: { reach: 'not-blocked', block: () => undefined },
    notify: () => undefined,
    sandboxWorkerFile: options.sandboxWorkerFile ?? '',
    info: {
      name: 'Grantsmith',
      version: '0',
      electron: '0',
      chromium: '0',
      node: '0',
      platform: 'test',
      systemVersion: '0',
    },
  });
  vault.onChange((status) => {
    if (status.state !== 'unlocked') onLocked();
    bench.events.push({ name: 'vault.status', data: status });
  });
  return {
    ...bench,
    vault,
    dialogs,
    onSetAsideQuestion: (answer) => void (answerSetAside = answer),
    call: (name, input) =>
      answer(name, input, handlers, (cause) => {
        bench.bugs.push({ name, cause });
        return 'id';
      }),
    dispose: async () => {
      await dispose();
      await vault.close();
    },
  };
}
