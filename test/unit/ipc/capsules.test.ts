import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../../main/core/json.ts';
import { listConnections, readConnection, saveConnection } from '../../../main/core/oauth/connection/connections.ts';
import { connectionInput } from '../../../preload/contract/connection.ts';
import { addConnection } from '../../support/connections.ts';
import { PASSWORD, codeOf, makeMachine } from './capsuleMachine.ts';

describe('a capsule', () => {
  it('takes chosen connections to another vault, with their secrets', async () => {
    const here = await makeMachine();
    const there = await makeMachine();
    const kept = await addConnection(here.ports);
    await addConnection(here.ports, { name: 'left', clientId: 'client-2' });
    const path = join(here.folder, 'team.oavault');
    here.files.choose(path);
    const exported = await here.handlers['vault.exportCapsule']({ password: PASSWORD, connectionIds: [kept.id] });
    expect(exported).toEqual({ fileName: 'team.oavault', connections: 1 });
    there.files.choose(path);
    const preview = await there.handlers['vault.importCapsule']({ password: PASSWORD });
    expect(preview).toMatchObject({
      fileName: 'team.oavault',
      unreadable: 0,
      connections: [{ name: 'PROD', hosts: ['idcs-1.identity.oraclecloud.com'] }],
    });
    expect(JSON.stringify(preview)).not.toContain('Secret-of-PROD');
    expect(listConnections(there.vault)).toEqual([]);
    const { importId } = preview;
    expect(await there.handlers['vault.applyCapsule']({ importId, choices: [] })).toEqual({
      added: 1,
      replaced: 0,
      leftOut: 0,
    });
    expect(readConnection(there.vault, kept.id).clientAuth.secret).toBe('Secret-of-PROD');
    expect(await codeOf(there.handlers['vault.applyCapsule']({ importId, choices: [] }))).toBe('input.not-found');
  });

  it('keeps mine, takes theirs or keeps both, and the state before is a generation', async () => {
    const { vault, folder, files, ports, handlers } = await makeMachine();
    const mine = await addConnection(ports);
    files.choose(join(folder, 'own.oavault'));
    await handlers['vault.exportCapsule']({ password: PASSWORD });
    await saveConnection(
      ports,
      connectionInput.parse({
        id: mine.id,
        name: 'PROD, changed here',
        domainUrl: mine.domainUrl,
        clientId: mine.clientId,
        clientAuth: { method: mine.clientAuth.method, secret: 'newer' },
        grant: { type: mine.grant.type },
        scope: mine.scope,
      }),
    );
    const open = () => handlers['vault.importCapsule']({ password: PASSWORD, sameFile: false });
    const first = await open();
    expect(first.connections[0]?.conflict).toMatchObject({ id: mine.id, reason: 'same-id', identical: false });
    const left = await handlers['vault.applyCapsule']({ importId: first.importId, choices: [] });
    expect(left).toEqual({ added: 0, replaced: 0, leftOut: 1 });
    expect(readConnection(vault, mine.id).clientAuth.secret).toBe('newer');

    const both = await handlers['vault.applyCapsule']({
      importId: (await open()).importId,
      choices: [{ id: mine.id, choice: 'both' }],
    });
    expect(both).toEqual({ added: 1, replaced: 0, leftOut: 0 });
    expect(listConnections(vault).map(({ name }) => name)).toEqual(['PROD', 'PROD, changed here']);

    const before = (await vault.status()).revision;
    const third = await open();
    const theirs = await handlers['vault.applyCapsule']({
      importId: third.importId,
      choices: [{ id: mine.id, choice: 'theirs' }],
    });
    expect(theirs).toEqual({ added: 0, replaced: 1, leftOut: 0 });
    expect(readConnection(vault, mine.id)).toMatchObject({ name: 'PROD', clientAuth: { secret: 'Secret-of-PROD' } });
    const generation = (await vault.generations()).find(({ revision }) => revision === before);
    await vault.restore({ generation: generation?.generation ?? '' });
    await vault.unlock({ password: 'correct horse' });
    expect(readConnection(vault, mine.id).clientAuth.secret).toBe('newer');
  });

  it('recognises the same client that was entered on its own', async () => {
    const here = await makeMachine();
    const there = await makeMachine();
    await addConnection(here.ports);
    const own = await addConnection(there.ports, { name: 'typed by hand' });
    const path = join(here.folder, 'x.oavault');
    here.files.choose(path);
    there.files.choose(path);
    await here.handlers['vault.exportCapsule']({ password: PASSWORD });
    const { connections } = await there.handlers['vault.importCapsule']({ password: PASSWORD });
    expect(connections[0]?.conflict).toMatchObject({ id: own.id, reason: 'same-client' });
  });

  it('asks again for the password without asking again for the file', async () => {
    const { folder, files, ports, handlers } = await makeMachine();
    await addConnection(ports);
    files.choose(join(folder, 'x.oavault'));
    await handlers['vault.exportCapsule']({ password: PASSWORD });
    expect(await codeOf(handlers['vault.importCapsule']({ password: 'not it' }))).toBe('vault.wrong-password');
    files.choose(undefined);
    const preview = await handlers['vault.importCapsule']({ password: PASSWORD, sameFile: true });
    expect(preview.connections).toHaveLength(1);
    expect(files.shown).toEqual(['Save the capsule', 'Open a capsule']);
  });

  it('forgets what was opened when the vault locks, and says what else is wrong', async () => {
    const { vault, folder, files, ports, handlers, onLocked } = await makeMachine();
    await addConnection(ports);
    files.choose(join(folder, 'x.oavault'));
    await handlers['vault.exportCapsule']({ password: PASSWORD });
    const { importId } = await handlers['vault.importCapsule']({ password: PASSWORD });
    onLocked();
    expect(await codeOf(handlers['vault.applyCapsule']({ importId, choices: [] }))).toBe('input.not-found');
    files.choose(undefined);
    expect(await codeOf(handlers['vault.importCapsule']({ password: PASSWORD, sameFile: true }))).toBe('cancelled');
    expect(await codeOf(handlers['vault.exportCapsule']({ password: PASSWORD }))).toBe('cancelled');
    const folderAsFile = join(folder, 'no-such-folder', 'x');
    files.choose(folderAsFile);
    expect(await codeOf(handlers['vault.importCapsule']({ password: PASSWORD }))).toBe('input.unreadable-file');
    expect(await codeOf(handlers['vault.exportCapsule']({ password: PASSWORD }))).toBe('vault.not-saved');
    files.choose(join(folder, 'big'));
    await writeFile(join(folder, 'big'), Buffer.alloc(16 * 1024 * 1024 + 1));
    expect(await codeOf(handlers['vault.importCapsule']({ password: PASSWORD }))).toBe('input.too-large');
    files.choose(join(folder, 'vault.json'));
    expect(await codeOf(handlers['vault.importCapsule']({ password: PASSWORD }))).toBe('vault.not-a-vault');
    vault.lock();
    expect(await codeOf(handlers['vault.importCapsule']({ password: PASSWORD }))).toBe('vault.locked');
  });
});

describe('a capsule made by somebody who means harm', () => {
  it('brings in nothing that could not be typed', async () => {
    const here = await makeMachine();
    const there = await makeMachine();
    const good = await addConnection(here.ports);
    const bad: Record<string, unknown> = {
      'other-id': { ...good, id: 'somebody-else' },
      script: { ...good, id: 'script', domainUrl: 'javascript:alert(1)' },
      plain: { ...good, id: 'plain', domainUrl: 'http://evil.example' },
      long: { ...good, id: 'long', name: 'x'.repeat(201) },
      shape: { id: 'shape' },
    };
    await here.vault.transact((tx) => {
      for (const [id, secret] of Object.entries(bad)) {
        tx.put({ id, type: 'connection', summary: {}, secret: toJson(secret) });
      }
      tx.put({ id: 'strange', type: 'somethingElse', summary: null, secret: null });
    });
    const path = join(here.folder, 'bad.oavault');
    await writeFile(path, await here.vault.exportCapsule({ password: PASSWORD }));
    there.files.choose(path);
    const { importId, connections, unreadable } = await there.handlers['vault.importCapsule']({ password: PASSWORD });
    expect(connections.map(({ id }) => id)).toEqual([good.id]);
    expect(unreadable).toBe(6);
    await there.handlers['vault.applyCapsule']({ importId, choices: [] });
    expect(listConnections(there.vault)).toHaveLength(1);
  });
});
