import { beforeEach, describe, expect, it } from 'vitest';
import type { Guide } from '#contract/guide.ts';
import {
  duplicateConnection,
  removeConnection,
  restoreConnection,
} from '../../../main/core/oauth/connection/connections.ts';
import type { ConnectionPorts, RemovedConnections } from '../../../main/core/oauth/connection/connections.ts';
import { guideHandlers } from '../../../main/ipc/guide.ts';
import { addConnection } from '../../support/connections.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';
import type { MemoryRecords } from '../../support/memoryRecords.ts';
import { readKey } from '../../support/readKey.ts';

let records: MemoryRecords;
let clock: number;
let ports: ConnectionPorts;
let handlers: ReturnType<typeof guideHandlers>;
let id: string;
beforeEach(async () => {
  records = createMemoryRecords();
  clock = 1_000;
  let ids = 0;
  ports = { records, now: () => clock, newId: () => `id-${(ids += 1)}`, readKey };
  handlers = guideHandlers(ports);
  id = (await addConnection(ports)).id;
});

async function ticksOf(connectionId: string): Promise<Record<string, number | undefined>> {
  const guide: Guide = await handlers['guide.get']({ grant: 'client_credentials', connectionId });
  return Object.fromEntries(
    guide.steps.filter(({ tickedAt }) => tickedAt !== undefined).map((step) => [step.id, step.tickedAt]),
  );
}

const tick = (stepId: 'client.grant' | 'client.activate', done: boolean, connectionId = id) =>
  handlers['guide.setDone']({ connectionId, stepId, done });

describe('ticks', () => {
  it('are kept with their time, and taken away again', async () => {
    expect(await tick('client.grant', true)).toEqual({ done: true });
    clock = 2_000;
    await tick('client.activate', true);
    await tick('client.grant', true);
    expect(await ticksOf(id)).toEqual({ 'client.grant': 1_000, 'client.activate': 2_000 });
    await tick('client.grant', false);
    await tick('client.activate', false);
    expect(await ticksOf(id)).toEqual({});
    expect(records.entries('guide')).toEqual([]);
  });

  it('go with the connection, come back with it, and are no part of a copy', async () => {
    await tick('client.grant', true);
    const copy = await duplicateConnection(ports, id);
    expect(await ticksOf(copy.id)).toEqual({});
    const removed: RemovedConnections = new Map();
    await removeConnection(records, removed, id);
    expect(records.entries('guide')).toEqual([]);
    await restoreConnection(records, removed, id);
    expect(await ticksOf(id)).toEqual({ 'client.grant': 1_000 });
  });

  it('belong to a connection that there is, in a vault that is open', async () => {
    await expect(tick('client.grant', true, 'nobody')).rejects.toMatchObject({ code: 'input.not-found' });
    expect(() => handlers['guide.get']({ grant: 'password', connectionId: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'input.not-found' }),
    );
    records.lock();
    await expect(tick('client.grant', true)).rejects.toMatchObject({ code: 'vault.locked' });
    expect(() => handlers['guide.get']({ grant: 'password' })).toThrow(
      expect.objectContaining({ code: 'vault.locked' }),
    );
  });
});
