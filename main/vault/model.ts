import type { OpenedCopy, SlotType } from '#contract/vault.ts';
import type { Entry, JsonValue } from '../core/records.ts';

/** A vault file that was kept elsewhere, opened beside the one in use. */
export type VaultCopy = Omit<OpenedCopy, 'copyId' | 'fileName' | 'savedAt' | 'bytes'>;

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
