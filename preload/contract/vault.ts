import { z } from 'zod';
import type { ErrorReply } from './result.ts';

export type VaultState = 'absent' | 'locked' | 'unlocked' | 'unavailable';
export type SlotType = 'password' | 'os' | 'recovery' | 'both';

export interface VaultStatus {
  state: VaultState;
  /** Ways in, as the file on disk names them; known also while locked. */
  slots: SlotType[];
  /** Counts saves, from 1. */
  revision?: number;
  /** Why the vault is `unavailable`: corrupt, tampered, too new, missing, unreadable. */
  reason?: ErrorReply;
  /** Another Grantsmith holds the vault, its folder cannot be written to, or a newer version wrote it: it can be read, not changed. */
  readOnly?: boolean;
  /** The sentence that says which of these it is, and what to do. */
  readOnlyReason?: string;
  /** The last change is in memory only, because the disk refused it. */
  unsaved?: string;
  /** The newest earlier state that can take the place of a damaged or missing file, by `vault.restore`. */
  offer?: VaultGeneration;
  /** The OS keyring way in stopped working (new login password, other machine); it is kept and mended after another way in. */
  staleSlots?: SlotType[];
}

/** One earlier state of the vault on disk. */
export interface VaultGeneration {
  /** The argument of `vault.restore`: stays the same while the files behind it are renamed by later saves. */
  generation: string;
  /** Absent when the file is too damaged to tell. */
  revision?: number;
  /** Epoch milliseconds of the save. */
  savedAt: number;
  bytes: number;
  records?: number;
  /** False when its checksum fails: it is listed so that nothing is hidden, and cannot be restored. */
  good: boolean;
  /** The file in use. */
  current: boolean;
  /**
   * How it differs from the file in use, counted in entries, as far as a damaged one can be read: entries that only the file in use has,
   * entries that both have and that are not the same, entries that only this generation has.
   */
  differs?: { missing: number; changed: number; added: number };
}

/** A copy of a vault that was kept elsewhere: opened and read, and not yet in the place of the one in use. */
export interface OpenedCopy {
  /** The argument of `vault.adoptCopy`. */
  copyId: string;
  fileName: string;
  /** Epoch milliseconds, as its folder says. */
  savedAt: number;
  bytes: number;
  revision: number;
  records: number;
  connections: number;
  /** Whether the file in use is of the same vault; absent when there is none or it is too damaged to say. */
  sameVault?: boolean;
  /** How it differs from the file in use, as in a generation; absent when there is none. */
  differs?: NonNullable<VaultGeneration['differs']>;
}

/** How long a password holds against guessing offline. */
export interface PasswordStrength {
  /** 0 (guessed at once) to 4. */
  score: 0 | 1 | 2 | 3 | 4;
  /** For instance `3 years`: with a file that was stolen and many machines. */
  crackTime: string;
  /** What makes it weak, and what would help. */
  suggestion?: string;
  /** Whether a vault or a capsule takes it: a score of 3, or 14 characters that are not all alike. */
  acceptable: boolean;
}

/** A secret on its way to the screen. */
export interface Revealed {
  value: string;
  /** The page hides it by then, and says so by `vault.hide`. */
  hidesInSeconds: number;
  /** Whether the system keeps the window out of screenshots meanwhile: on Windows yes, on macOS not for every program, on Linux no. */
  screenCapture: 'blocked' | 'partly-blocked' | 'not-blocked';
}

export interface SecretCopied {
  clearsInSeconds: number;
  /** Whether the clipboard was asked to keep it out of its history and out of the cloud. */
  keptOutOfHistory: boolean;
}

export const passwordStrengthInput = z.strictObject({ password: z.string().max(1024) });

export const password = z.string().min(1, 'Enter a password.').max(1024, 'A password has at most 1,024 characters.');

export const createVaultInput = z.strictObject({
  password: password.optional(),
  useOsKeyring: z.boolean(),
  /** In the place of a vault that is `unavailable`, or `locked` once the person has agreed to a question of the system; its files are set aside. */
  startFresh: z.boolean().optional(),
});

export const unlockVaultInput = z.strictObject({
  password: password.optional(),
  recoveryKey: z.string().min(1, 'Enter the recovery key.').max(200, 'A recovery key is shorter than that.').optional(),
});

export const openCopyInput = unlockVaultInput.extend({
  /** Tries another password on the file that was chosen last, without asking for it again. */
  sameFile: z.boolean().optional(),
});

export const changePasswordInput = z.strictObject({ current: password, next: password });

export const setSlotInput = z.strictObject({
  type: z.enum(['password', 'os', 'recovery', 'both']),
  enabled: z.boolean(),
  /** Needed to add a slot that holds a password. */
  password: password.optional(),
});

/** A secret field that a person may reveal or copy by a deliberate gesture. */
export const SECRET_FIELDS = [
  'clientAuth.secret',
  'clientAuth.privateKey',
  'clientAuth.keyPassphrase',
  'grant.password',
  'grant.assertion',
  'grant.refreshToken',
  'grant.subjectToken',
  'grant.actorToken',
] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

export const secretFieldInput = z.strictObject({
  connectionId: z.string().min(1).max(100),
  field: z.enum(SECRET_FIELDS),
});
