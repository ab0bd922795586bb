import type { ErrorReply } from '#contract/result.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type SlotType = 'password' | 'os' | 'recovery' | 'both';

/** What a list may show without decrypting a secret. The summary is in the encrypted overview, so a locked file shows none. */
export interface Entry {
  id: string;
  type: string;
  summary: unknown;
}

/** Collects changes; they take effect together or not at all. */
export interface Transaction {
  put(entry: { id: string; type: string; summary: JsonValue; secret: JsonValue }): void;
  remove(id: string): void;
}

export interface VaultStatus {
  state: 'absent' | 'locked' | 'unlocked' | 'unavailable';
  /** The ways in, in the order in which they should be offered. */
  slots: SlotType[];
  revision?: number;
  /** Why it is unavailable, or what the user should know about it (older than last seen, keyring stale). */
  reason?: ErrorReply;
  /** Another process holds it, or a newer format wrote it: reading works, saving is refused. */
  readOnly?: boolean;
  /** The sentence of the last failed save; memory is ahead of the disk until a save succeeds. */
  unsaved?: string;
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
