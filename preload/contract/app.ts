import { z } from 'zod';

export const THEMES = ['system', 'light', 'dark'] as const;

/** Preferences; nothing secret is ever among them. */
export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES),
  /** Minutes without input until the vault locks; 0 is never. */
  idleLockMinutes: z.number().int().min(0).max(240),
  /** The person's own environments beside PROD, TEST and DEV. */
  environments: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(40), color: z.string().regex(/^[a-z]{3,12}$/) }))
    .max(30),
  /** Whether the system tells of secrets and certificates that are about to expire, and how many days ahead. */
  expiryNotices: z.boolean(),
  expiryNoticeDays: z.number().int().min(1).max(90),
  /** Sizes of panes by name, in pixels. */
  panes: z.record(z.string().max(40), z.number().min(0).max(10_000)),
  /** The notices of the vault that were put away, each by what makes it this one and no other. */
  dismissedNotices: z.array(z.string().max(500)).max(20),
});
export type Settings = z.output<typeof settingsSchema>;
export const changeSettingsInput = settingsSchema.partial();

export interface AppInfo {
  name: string;
  version: string;
  electron: string;
  chromium: string;
  node: string;
  platform: string;
  /** Of the operating system. */
  systemVersion: string;
}

/** The app's steady clock, which a change of the machine's clock does not move. */
export interface ClockReading {
  /** Epoch milliseconds. */
  now: number;
}

/** One host that the app talked to since it started. */
export interface NetworkLogEntry {
  host: string;
  port: number;
  purpose: string;
  requests: number;
  lastAt: number;
}

/** Why the keyring of the system can or cannot be used. */
export interface KeyringStatus {
  available: boolean;
  backend: string;
  reason?: string;
}

export const openConsoleInput = z.strictObject({ domainUrl: z.string().max(8192) });
export const copyTextInput = z.strictObject({
  text: z.string().max(16_777_216),
  /** A secret is taken out of the clipboard again. */
  secret: z.boolean().optional(),
});
