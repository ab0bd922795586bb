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
  /** Another Grantsmith holds the vault: it can be read, not changed. */
  readOnly?: boolean;
  /** The last change is in memory only, because the disk refused it. */
  unsaved?: string;
  /** The OS keyring way in stopped working (new login password, other machine); it is kept and mended after another way in. */
  staleSlots?: SlotType[];
}

/** One earlier state of the vault on disk. */
export interface VaultGeneration {
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
}

export const password = z.string().min(1, 'Enter a password.').max(1024, 'A password has at most 1,024 characters.');

export const createVaultInput = z.strictObject({
  password: password.optional(),
  useOsKeyring: z.boolean(),
});

export const unlockVaultInput = z.strictObject({
  password: password.optional(),
  recoveryKey: z.string().min(1, 'Enter the recovery key.').max(200, 'A recovery key is shorter than that.').optional(),
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
