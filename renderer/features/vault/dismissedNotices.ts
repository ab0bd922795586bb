import type { VaultStatus } from '#contract/vault.ts';

export interface NoticeKeys {
  readOnly?: string;
  reason?: string;
  keyring?: string;
}

/** What makes each notice of an open vault that can be put away this one and no other. */
export function noticeKeys({ readOnly, readOnlyReason = '', reason, staleSlots = [] }: VaultStatus): NoticeKeys {
  return {
    ...(readOnly === true && { readOnly: `read-only: ${readOnlyReason}`.slice(0, 500) }),
    ...(reason && { reason: [reason.code, ...Object.values(reason.details ?? {})].join(' ').slice(0, 500) }),
    ...(staleSlots.length > 0 && { keyring: 'keyring-stale' }),
  };
}

/**
 * Those of them that stay away at the next start, too. Work in the vault that failed says nothing of when, so the next failure
 * could not be told from this one.
 */
export function lastingKeys(status: VaultStatus): string[] {
  const { readOnly, reason, keyring } = noticeKeys(status);
  const ofFile = status.reason?.code === 'vault.rolled-back' ? reason : undefined;
  return [readOnly, ofFile, keyring].filter((key) => key !== undefined);
}
