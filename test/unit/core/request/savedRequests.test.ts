import { expect, test } from 'vitest';
import { saveRequestInput } from '#contract/apiRequest.ts';
import { listRequests, removeRequest, saveRequest } from '../../../../main/core/request/savedRequests.ts';
import { createMemoryRecords } from '../../../support/memoryRecords.ts';
import { failureOf } from '../../../support/requestBench.ts';

let ticks = 0;
const records = createMemoryRecords();
const ports = { records, now: () => (ticks += 1), newId: () => `id-${ticks}` };
const input = (name: string, id?: string) =>
  saveRequestInput.parse({
    ...(id !== undefined && { id }),
    name,
    request: { method: 'POST', url: '/x', headers: [['X-Api-Key', 'k']], body: '{}', auth: { kind: 'none' } },
  });

test('a request is kept, changed, listed latest first and removed', async () => {
  const { id: first } = await saveRequest(ports, input('first'));
  const { id: second } = await saveRequest(ports, input('second'));
  expect(await saveRequest(ports, input('first again', first))).toEqual({ id: first });
  expect(listRequests(records).map(({ name }) => name)).toEqual(['first again', 'second']);
  expect(listRequests(records)[0]?.request).toEqual(input('x').request);
  expect(JSON.stringify(records.entries('request'))).not.toContain('X-Api-Key');
  await removeRequest(records, second);
  expect(listRequests(records).map(({ id }) => id)).toEqual([first]);
});

test('what is not there is not changed and not removed', async () => {
  expect(await failureOf(saveRequest(ports, input('x', 'gone')))).toMatchObject({ code: 'input.not-found' });
  expect(await failureOf(removeRequest(records, 'gone'))).toMatchObject({ code: 'input.not-found' });
});
