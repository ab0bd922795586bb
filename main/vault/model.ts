import type { ErrorReply } from '#contract/result.ts';
import type { Entry, JsonValue } from '../core/records.ts';

import type { Difference } from './salvage.ts';

export type { Entry, JsonValue, Transaction } from '../core/records.ts';

export type SlotType = 'password' | 'os' | 'recovery' | 'both';

export interface VaultStatus {
  state: 'absent' | 'locked' | 'unlocked' | 'unavailable';
  /** The ways in, in the order in which they should be offered. */
  slots: SlotType[];
  revision?: number;
  /** Why it is unavailable, or what the user should know about it (older than last seen, keyring stale). */
  reason?: ErrorReply;
  /** Another process holds it, its folder cannot be written to, or a newer format wrote it: reading works, saving is refused. */
  readOnly?: boolean;
  /** The sentence that says which of these it is, and what to do. */
  readOnlyReason?: string;
  /** The sentence of the last failed save; memory is ahead of the disk until a save succeeds. */
  unsaved?: string;
  /** The newest earlier state that can take the place of a damaged or missing file. */
  offer?: Generation;
  /** Ways in that stopped working; they are kept, and renewed after another way in. */
  staleSlots?: SlotType[];
}

export interface Generation {
  /** The argument of `restore`: stays the same while the files behind it are renamed by later saves. */
  generation: string;
  /** False when its checksum fails: listed so that nothing is hidden, refused by `restore`. */
  good: boolean;
  revision?: number;
  records?: number;
  /** Milliseconds since the epoch. */
  savedAt: number;
  bytes: number;
  current: boolean;
  /** From the file in use, as far as that can be read; absent for that file itself and when there is none. */
  differs?: Difference;
}

/** A vault file that was kept elsewhere, opened beside the one in use. */
export interface VaultCopy {
  revision: number;
  records: number;
  connections: number;
  /** Whether the file in use is of the same vault; absent when there is none or it is too damaged to say. */
  sameVault?: boolean;
  /** From the file in use; absent when there is none. */
  differs?: Difference;
}

export type SlotChange =
  | { slot: 'password' | 'both'; action: 'add'; password: string }
  | { slot: 'os' | 'recovery'; action: 'add' }
  | { slot: SlotType; action: 'remove' };

/** The limits that an exporter may set on a capsule; they travel encrypted. */
export interface CapsuleTerms {
  /** Milliseconds since the epoch. */
  expiresAt?: number;
  allowedHosts?: string[];
}

export interface CapsuleEntry extends Entry {
  summary: JsonValue;
  secret: JsonValue;
}

export interface Capsule extends CapsuleTerms {
  entries: CapsuleEntry[];
}
