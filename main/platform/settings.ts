import Store from 'electron-store';
import { settingsSchema } from '#contract/app.ts';
import type { Settings } from '#contract/app.ts';

const DEFAULTS: Settings = {
  theme: 'system',
  idleLockMinutes: 10,
  environments: [],
  expiryNotices: true,
  expiryNoticeDays: 14,
  panes: {},
};

type Changes = { [Key in keyof Settings]?: Settings[Key] | undefined };

export interface SettingsStore {
  read: () => Settings;
  change: (change: Changes) => Settings;
  readSandboxPort: () => number | undefined;
  writeSandboxPort: (port: number) => void;
}

/** Preferences in `settings.json` of the profile. Nothing secret goes in; a value that cannot be read falls back to its default. */
export function createSettingsStore(directory: string): SettingsStore {
  const store = new Store({
    name: 'settings',
    cwd: directory,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: true,
  });
  const read = (): Settings => {
    const settings = { ...DEFAULTS };
    for (const key of Object.keys(DEFAULTS)) {
      const parsed = settingsSchema.partial().safeParse({ [key]: store.get(key) });
      if (parsed.success) Object.assign(settings, dropUndefined(parsed.data));
    }
    return settings;
  };
  return {
    read,
    change: (change) => {
      store.set({ ...read(), ...dropUndefined(change) });
      return read();
    },
    readSandboxPort: () => {
      const port: unknown = store.get('sandboxPort');
      return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
    },
    writeSandboxPort: (port) => store.set('sandboxPort', port),
  };
}

function dropUndefined(values: Changes): Changes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
