import type { KeyObject, X509Certificate } from 'node:crypto';

/** What one text or file held, in the order of its finding. */
export interface Found {
  keys: KeyObject[];
  certificates: X509Certificate[];
  keyId?: string;
}

/** `locked` is encrypted and came without its passphrase. */
export type Finding = Found | 'locked';
