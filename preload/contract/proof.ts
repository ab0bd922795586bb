import type { NetworkLogEntry } from './app.ts';
import type { SlotType, VaultGeneration } from './vault.ts';

/** One way in, as the file on disk describes it. */
export interface SlotFacts {
  type: SlotType;
  /** Argon2id, RFC 9106; `memoryKib` in KiB. */
  keyDerivation?: { memoryKib: number; passes: number; lanes: number };
  keyring?: { backend: string; api: 'sync' | 'async' };
}

/** What can be shown of how secrets are kept; nothing of them. */
export interface Proof {
  format: number;
  cipher: string;
  keyDerivation: string;
  /** Absent while there is no vault, or none that can be read. */
  vault?: {
    id: string;
    revision: number;
    records: number;
    bytes: number;
    writer: string;
    slots: SlotFacts[];
    savedAt: number;
  };
  generations: VaultGeneration[];
  /** Every host that the app has talked to since it started. */
  hosts: NetworkLogEntry[];
}

export interface SelfTestCheck {
  name: string;
  /** `unavailable`: this machine does not have it, which is no fault. */
  state: 'passed' | 'failed' | 'unavailable';
  detail: string;
}

export interface SelfTest {
  passed: boolean;
  checks: SelfTestCheck[];
}
