import type { AppInfo, NetworkLogEntry, Settings } from '#contract/app.ts';
import type { SecretCopied } from '#contract/vault.ts';
import type { Now } from '../core/http.ts';
import type { Handlers } from './handlers.ts';

interface AppDependencies {
  info: AppInfo;
  now: Now;
  networkLog: () => NetworkLogEntry[];
  copyText: (text: string) => Promise<void>;
  /** For what the page shows anyway and what should not stay in the clipboard all the same. */
  secretClipboard: { copy: (secret: string) => Promise<SecretCopied> };
  settings: {
    read: () => Settings;
    change: (change: { [Key in keyof Settings]?: Settings[Key] | undefined }) => Promise<Settings>;
  };
  onSettings: (settings: Settings) => void;
}

type AppHandlers = Pick<
  Handlers,
  Exclude<Extract<keyof Handlers, `app.${string}` | `settings.${string}`>, 'app.proof' | 'app.selfTest'>
>;

export function appHandlers({
  info,
  now,
  networkLog,
  copyText,
  secretClipboard,
  settings,
  onSettings,
}: AppDependencies): AppHandlers {
  return {
    'app.info': () => info,
    'app.clock': () => ({ now: now() }),
    'app.networkLog': () => networkLog(),
    'app.copy': async ({ text, secret }) => {
      if (secret === true) return { copied: true, clearsInSeconds: (await secretClipboard.copy(text)).clearsInSeconds };
      await copyText(text);
      return { copied: true };
    },
    'settings.get': () => settings.read(),
    'settings.set': (change) => {
      const saved = settings.change(change);
      // What was chosen holds now, whatever the disk says later.
      onSettings(settings.read());
      return saved;
    },
  };
}
