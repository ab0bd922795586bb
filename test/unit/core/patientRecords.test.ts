import { expect, it } from 'vitest';
import { patientRecords } from '../../../main/core/patientRecords.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';

const RECORD = { id: 'a', type: 'token', summary: null, secret: 'rotated' };

it('keeps a reply that came while the vault was locked, when it opens in time', async () => {
  const records = createMemoryRecords();
  records.lock();
  const patient = patientRecords(
    records,
    async () => {
      records.unlock();
      return true;
    },
    () => expect.unreachable(),
  );
  await patient.transact((tx) => tx.put(RECORD));
  expect(records.read('a')).toBe('rotated');
});

it('drops it otherwise, and tells', async () => {
  const records = createMemoryRecords();
  records.lock();
  let dropped = 0;
  const patient = patientRecords(
    records,
    async (timeoutMs) => timeoutMs !== 30_000,
    () => (dropped += 1),
  );
  await expect(patient.transact((tx) => tx.put(RECORD))).rejects.toMatchObject({ code: 'vault.locked' });
  expect(dropped).toBe(1);
});

it('waits for nothing else', async () => {
  const records = createMemoryRecords();
  records.breakDisk();
  const patient = patientRecords(records, async () => expect.unreachable(), expect.unreachable);
  await expect(patient.transact((tx) => tx.put(RECORD))).rejects.toMatchObject({ code: 'vault.not-saved' });
});
