import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema } from '#contract/app.ts';
import type { Settings } from '#contract/app.ts';
import { Failure } from '../core/failure.ts';
import { compact } from '../core/json.ts';
import { replaceFile } from '../vault/format/wholeFile.ts';
import { errnoOf, reasonOf } from '../vault/failures.ts';
import type { Disk } from '../vault/ports.ts';

const DEFAULTS: Settings = {
  theme: 'system',
  idleLockMinutes: 10,
  environments: [],
  expiryNotices: true,
  expiryNoticeDays: 14,
  panes: {},
  dismissedNotices: [],
};

type Changes = { [Key in keyof Settings]?: Settings[Key] | undefined };

export interface SettingsStore {
  read: () => Settings;
  /** Holds at once. Rejects with `vault.not-saved` when the disk does not take it; it then holds until the app ends. */
  change: (change: Changes) => Promise<Settings>;
  readSandboxPort: () => number | undefined;
  writeSandboxPort: (port: number) => Promise<void>;
  /** Resolves when nothing is on its way to the disk any more. */
  settled: () => Promise<void>;
}

interface Ports {
  disk: Disk;
  /** Receives why an existing file could not be read. */
  log: (line: string, cause: unknown) => void;
}

/** Preferences in `settings.json` of the profile. Nothing secret goes in; a value that cannot be read falls back to its default. */
export function createSettingsStore(profile: string, { disk, log }: Ports): SettingsStore {
  const path = join(profile, 'settings.json');
  let kept = readMembers(path, log);
  let writing = Promise.resolve();
  let waiting: Promise<void> | undefined;

  /** Changes that come while one is written go to the disk together. */
  const save = (): Promise<void> => {
    waiting ??= writing.then(async () => {
      waiting = undefined;
      await replaceFile(disk, path, [Buffer.from(JSON.stringify(kept, undefined, 2))]).catch(notSaved);
    });
    writing = waiting.catch(() => undefined);
    return waiting;
  };

  const read = (): Settings => ({ ...DEFAULTS, ...understood(kept) });
  return {
    read,
    change: async (change) => {
      kept = { ...kept, ...compact(change) };
      await save();
      return read();
    },
    readSandboxPort: () => {
      const port = kept['sandboxPort'];
      return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
    },
    writeSandboxPort: (port) => {
      kept = { ...kept, sandboxPort: port };
      return save();
    },
    settled: () => writing,
  };
}

/** Once, before there is a window whose colours they decide: the one read for which the event loop waits. */
function readMembers(path: string, log: Ports['log']): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : {};
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') log('the settings could not be read; the defaults hold', error);
    return {};
  }
}

function understood(kept: Record<string, unknown>): Partial<Settings> {
  const parts = Object.keys(DEFAULTS).map((key) => settingsSchema.partial().safeParse({ [key]: kept[key] }));
  return parts.reduce<Partial<Settings>>((all, { data }) => ({ ...all, ...compact(data ?? {}) }), {});
}

function notSaved(error: unknown): never {
  const code = errnoOf(error);
  if (code === undefined) throw error;
  throw new Failure(
    'vault.not-saved',
    `The setting holds until Grantsmith ends, but was not saved: ${reasonOf(code, 'the profile folder')}.`,
    { cause: error, details: { step: 'settings', reason: code } },
  );
}
