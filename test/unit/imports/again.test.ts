import { describe, expect, it } from 'vitest';
import { listConnections, putConnection, readConnection } from '../../../main/core/oauth/connection/connections.ts';
import { importTable, previewTable } from '../../../main/imports/mapping.ts';
import { readCsv } from '../../../main/imports/readCsv.ts';
import { addConnection } from '../../support/connections.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';
import { readKey } from '../../support/readKey.ts';

const DOMAIN = 'https://idcs-1.identity.oraclecloud.com';
const MAPPING = { mapping: { name: 0, environment: 1, domainUrl: 2, clientId: 3, clientSecret: 4, scope: 5 } };

const tableOf = (...rows: string[]) =>
  readCsv(new TextEncoder().encode(['name,environment,url,client id,client secret,scope', ...rows].join('\n')));

function makePorts() {
  let count = 0;
  let now = 0;
  return { records: createMemoryRecords(), now: () => (now += 1), newId: () => `id-${(count += 1)}`, readKey };
}

const FILE = tableOf(`Billing,PROD,${DOMAIN},c1,Secret-1,s1`, `Meter reads,PROD,${DOMAIN},c2,Secret-2,s2`);
/** Nothing in it is what it was, but who it is. */
const CHANGED = tableOf(`Billing,PROD,${DOMAIN},c1,Secret-new,s1`);

describe('a file that was imported before', () => {
  it('adds nothing, and says that all of it is there', async () => {
    const ports = makePorts();
    expect(await previewTable(ports, FILE, MAPPING)).toEqual({ met: [], skipped: [] });
    expect(await importTable(ports, FILE, MAPPING)).toEqual({ added: 2, replaced: 0, leftOut: 0, skipped: [] });
    const before = listConnections(ports.records);
    const { met } = await previewTable(ports, FILE, MAPPING);
    expect(met.map(({ index, conflict }) => [index, conflict.name, conflict.reason, conflict.identical])).toEqual([
      [0, 'Billing', 'same-client', true],
      [1, 'Meter reads', 'same-client', true],
    ]);
    expect(JSON.stringify(met)).not.toContain('Secret');
    expect(await importTable(ports, FILE, MAPPING)).toEqual({ added: 0, replaced: 0, leftOut: 2, skipped: [] });
    expect(listConnections(ports.records)).toEqual(before);
  });

  it('never replaces what was changed without being told to', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const [mine] = listConnections(ports.records);
    const { met } = await previewTable(ports, CHANGED, MAPPING);
    expect(met).toMatchObject([{ index: 0, conflict: { id: mine?.id, reason: 'same-client', identical: false } }]);
    expect(await importTable(ports, CHANGED, MAPPING)).toMatchObject({ added: 0, replaced: 0, leftOut: 1 });
    expect(readConnection(ports.records, mine?.id ?? '').clientAuth.secret).toBe('Secret-1');
  });

  it('replaces mine where I say so, which stays the same connection', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const [mine] = listConnections(ports.records);
    const before = readConnection(ports.records, mine?.id ?? '');
    const choices = [{ index: 0, choice: 'theirs' as const }];
    expect(await importTable(ports, CHANGED, MAPPING, { choices })).toMatchObject({
      added: 0,
      replaced: 1,
      leftOut: 0,
    });
    expect(listConnections(ports.records)).toHaveLength(2);
    const after = readConnection(ports.records, before.id);
    expect(after).toMatchObject({ name: 'Billing', createdAt: before.createdAt, clientAuth: { secret: 'Secret-new' } });
    expect(after.updatedAt).toBeGreaterThan(before.updatedAt);
  });

  it('keeps both where I say so, under a name of its own', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const choices = [{ index: 0, choice: 'both' as const }];
    expect(await importTable(ports, CHANGED, MAPPING, { choices })).toMatchObject({
      added: 1,
      replaced: 0,
      leftOut: 0,
    });
    expect(listConnections(ports.records).map(({ name }) => name)).toEqual(['Billing', 'Billing (2)', 'Meter reads']);
    expect(await importTable(ports, FILE, MAPPING)).toMatchObject({ added: 0, leftOut: 2 });
  });

  it('lifts no limits that came with a capsule', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const id = listConnections(ports.records)[0]?.id ?? '';
    const limits = { allowedHosts: ['idcs-1.identity.oraclecloud.com'] };
    await ports.records.transact((transaction) =>
      putConnection(transaction, { ...readConnection(ports.records, id), limits }),
    );
    await importTable(ports, CHANGED, MAPPING, { choices: [{ index: 0, choice: 'theirs' }] });
    expect(readConnection(ports.records, id)).toMatchObject({ limits, clientAuth: { secret: 'Secret-new' } });
  });

  it('changes nothing when the disk is full', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const before = listConnections(ports.records);
    ports.records.breakDisk();
    const choices = [{ index: 0, choice: 'theirs' as const }];
    await expect(importTable(ports, CHANGED, MAPPING, { choices })).rejects.toMatchObject({ code: 'vault.not-saved' });
    expect(listConnections(ports.records)).toEqual(before);
  });

  it('is judged by a locked vault as anything else', async () => {
    const ports = makePorts();
    ports.records.lock();
    await expect(previewTable(ports, FILE, MAPPING)).rejects.toMatchObject({ code: 'vault.locked' });
    await expect(importTable(ports, FILE, MAPPING)).rejects.toMatchObject({ code: 'vault.locked' });
  });
});

describe('what an entry meets', () => {
  it('is the same client whatever its name, and another client of its name in its environment', async () => {
    const ports = makePorts();
    const client = await addConnection(ports, {
      name: 'By hand',
      environment: 'TEST',
      domainUrl: DOMAIN,
      clientId: 'c1',
    });
    const named = await addConnection(ports, { name: 'Meter reads', environment: 'PROD', clientId: 'other' });
    const { met } = await previewTable(ports, FILE, MAPPING);
    expect(met.map(({ index, conflict: { id, reason } }) => [index, id, reason])).toEqual([
      [0, client.id, 'same-client'],
      [1, named.id, 'same-name'],
    ]);
  });

  it('is not a connection of its name in another environment, which keeps its name', async () => {
    const ports = makePorts();
    await addConnection(ports, { name: 'Billing', environment: 'TEST', clientId: 'other' });
    expect(await previewTable(ports, CHANGED, MAPPING)).toEqual({ met: [], skipped: [] });
    await importTable(ports, CHANGED, MAPPING);
    expect(
      listConnections(ports.records)
        .map(({ name, environment }) => `${name} ${environment}`)
        .toSorted(),
    ).toEqual(['Billing PROD', 'Billing TEST']);
  });

  it('is, of several connections of one client, the one of its name', async () => {
    const ports = makePorts();
    const file = tableOf(`Read,PROD,${DOMAIN},c1,s,read`, `Write,PROD,${DOMAIN},c1,s,write`);
    expect(await importTable(ports, file, MAPPING)).toMatchObject({ added: 2 });
    const { met } = await previewTable(ports, file, MAPPING);
    expect(met.map(({ conflict: { name, identical } }) => [name, identical])).toEqual([
      ['Read', true],
      ['Write', true],
    ]);
  });

  it('is nothing of the practice domain', async () => {
    const ports = makePorts();
    const made = await addConnection(ports, {
      name: 'Billing',
      environment: 'PROD',
      domainUrl: DOMAIN,
      clientId: 'c1',
    });
    await ports.records.transact((transaction) => putConnection(transaction, { ...made, sandbox: true }));
    expect(await previewTable(ports, CHANGED, MAPPING)).toEqual({ met: [], skipped: [] });
  });
});

describe('two entries of one file', () => {
  it('that say the same make one connection, and the second is named', async () => {
    const ports = makePorts();
    const file = tableOf(`Billing,PROD,${DOMAIN},c1,s,x`, `Billing,PROD,${DOMAIN},c1,s,x`);
    const skipped = [{ index: 1, title: 'Billing', reason: 'It says the same as an entry before it.' }];
    expect(await previewTable(ports, file, MAPPING)).toEqual({ met: [], skipped });
    expect(await importTable(ports, file, MAPPING)).toMatchObject({ added: 1, skipped });
    expect(await importTable(makePorts(), file, MAPPING, { entries: [1] })).toMatchObject({ added: 1, skipped: [] });
  });

  it('cannot take the place of the same connection', async () => {
    const ports = makePorts();
    await importTable(ports, FILE, MAPPING);
    const file = tableOf(`A,PROD,${DOMAIN},c1,s,x`, `B,PROD,${DOMAIN},c1,s,y`);
    const choices = [0, 1].map((index) => ({ index, choice: 'theirs' as const }));
    await expect(importTable(ports, file, MAPPING, { choices })).rejects.toMatchObject({
      code: 'input.invalid',
      field: 'choices',
      message: 'Two of them would take the place of Billing. Choose one of them.',
    });
    expect(listConnections(ports.records)).toHaveLength(2);
  });
});
