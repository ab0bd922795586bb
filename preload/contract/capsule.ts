import { z } from 'zod';
import { CONFLICT_CHOICES } from './conflict.ts';
import type { Conflict } from './conflict.ts';
import type { GrantType } from './connection.ts';
import { password } from './vault.ts';

const id = z.string().min(1).max(100);

export const exportCapsuleInput = z.strictObject({
  password,
  /** Left out: every connection but those of the practice domain. */
  connectionIds: z.array(id).min(1, 'Choose at least one connection.').max(10_000).optional(),
  /** Epoch milliseconds after which the capsule does not open, and what was imported from it sends nothing. */
  expiresAt: z.number().int().positive().optional(),
  /** Hosts (`host`, or `host:port` for that port alone) to which alone the imported connections send. */
  allowedHosts: z.array(z.string().trim().min(1).max(260)).min(1, 'Name at least one host.').max(100).optional(),
});

export interface CapsuleExport {
  fileName: string;
  connections: number;
}

export const importCapsuleInput = z.strictObject({
  password,
  /** Tries another password on the file that was chosen last, without asking for it again. */
  sameFile: z.boolean().optional(),
});

export interface CapsuleConnection {
  id: string;
  name: string;
  environment: string;
  clientId: string;
  grantType: GrantType;
  /** Every host that it would send to. */
  hosts: string[];
  updatedAt: number;
  conflict?: Conflict;
}

/** What a capsule holds; nothing is imported yet and no secret is in it. */
export interface CapsulePreview {
  importId: string;
  fileName: string;
  expiresAt?: number;
  allowedHosts?: string[];
  connections: CapsuleConnection[];
  /** Entries that this version does not know or cannot read; they stay behind. */
  unreadable: number;
}

export const applyCapsuleInput = z.strictObject({
  importId: id,
  /** A connection that is not named is imported when it meets none of yours, and left out otherwise. */
  choices: z.array(z.strictObject({ id, choice: z.enum(CONFLICT_CHOICES) })).max(10_000),
});
