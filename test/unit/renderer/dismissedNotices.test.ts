import { expect, test } from 'vitest';
import type { VaultStatus } from '#contract/vault.ts';
import { lastingKeys, noticeKeys } from '../../../renderer/features/vault/dismissedNotices.ts';

const OPEN: VaultStatus = { state: 'unlocked', slots: ['password', 'os'], revision: 2 };

function rolledBack(details: Record<string, number>): VaultStatus {
  return { ...OPEN, reason: { code: 'vault.rolled-back', message: 'An older state.', details } };
}

test('the same loss of saves has one key, and the next one another, though the revisions are the same', () => {
  const first = lastingKeys(rolledBack({ revision: 2, lastSeen: 3, lastSeenAt: 1_000 }));
  expect(first).toHaveLength(1);
  expect(lastingKeys(rolledBack({ revision: 2, lastSeen: 3, lastSeenAt: 1_000 }))).toEqual(first);
  expect(lastingKeys(rolledBack({ revision: 2, lastSeen: 3, lastSeenAt: 2_000 }))).not.toEqual(first);
  expect(lastingKeys(rolledBack({ revision: 1, lastSeen: 3, lastSeenAt: 1_000 }))).not.toEqual(first);
});

test('each reason for reading only has a key of its own', () => {
  const keys = ['Process 1 has it.', 'Process 2 has it.'].map((readOnlyReason) =>
    lastingKeys({ ...OPEN, readOnly: true, readOnlyReason }),
  );
  expect(keys[0]).toHaveLength(1);
  expect(keys[0]).not.toEqual(keys[1]);
});

test('a save that failed can never be put away for good', () => {
  const failed: VaultStatus = { ...OPEN, reason: { code: 'vault.not-saved', message: 'The disk is full.' } };
  expect(noticeKeys(failed).reason).toBeDefined();
  expect(lastingKeys(failed)).toEqual([]);
  expect(noticeKeys({ ...OPEN, unsaved: 'The disk is full.' })).toEqual({});
});

test('a keyring that stopped opening the vault is one notice, and none once it opens it again', () => {
  expect(lastingKeys({ ...OPEN, staleSlots: ['os'] })).toHaveLength(1);
  expect(lastingKeys(OPEN)).toEqual([]);
});
