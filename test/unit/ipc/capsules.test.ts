import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import { toJson } from '../../../main/core/json.ts';
import type { HttpRequest } from '../../../main/core/http.ts';
import {
  duplicateConnection,
  listConnections,
  readConnection,
  removeConnection,
  restoreConnection,
  saveConnection,
} from '../../../main/core/oauth/connections.ts';
import type { RemovedConnections } from '../../../main/core/oauth/connections.ts';
import { limitsOf, withinLimits } from '../../../main/core/oauth/limits.ts';
import { createCapsuleHandlers } from '../../../main/ipc/capsules.ts';
import { connectionInput } from '../../../preload/contract/connection.ts';
import { newId } from '../../../main/vault/newId.ts';
import { readKey } from '../../support/readKey.ts';
import { addConnection } from '../../support/connections.ts';
import { createScriptedDialogs } from '../../support/dialogs.ts';
import { makeVault } from '../../support/vault/fakes.ts';

const PASSWORD = 'a capsule of its own';

/** One machine: a vault, its dialogs, and the calls. */
async function makeMachine(nowMs = { value: 1_000_000 }) {
  const { vault, folder } = await makeVault({ nowMs: () => nowMs.value });
  await vault.create({ password: 'correct horse', useOsKeyring: false });
  const files = createScriptedDialogs();
  const ports = { records: vault, now: () => nowMs.value, newId, readKey };
  const { handlers, onLocked } = createCapsuleHandlers({
    ...ports,
    vault,
    files,
    strength: { requireStrong: async () => undefined },
    emit: () => undefined,
  });
  return { vault, folder, files, ports, handlers, onLocked };
}

const codeOf = async (work: unknown): Promise<string> => {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
};

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

const SENT: HttpRequest = {
  purpose: 'token',
  method: 'POST',
  url: 'https://idcs-1.identity.oraclecloud.com/oauth2/v1/token',
  headers: [],
  route: { proxy: { mode: 'none' } },
  maxBodyBytes: 1,
  totalTimeoutMs: 1,
  secrets: [],
};

describe('the limits of a capsule', () => {
  async function importLimited() {
    const clock = { value: 1_000_000 };
    const here = await makeMachine(clock);
    const there = await makeMachine(clock);
    const { id } = await addConnection(here.ports);
    const path = join(here.folder, 'limited.oavault');
    here.files.choose(path);
    there.files.choose(path);
    await here.handlers['vault.exportCapsule']({
      password: PASSWORD,
      expiresAt: 2_000_000,
      allowedHosts: ['IDCS-1.identity.oraclecloud.com', 'api.example:8443'],
    });
    const { importId } = await there.handlers['vault.importCapsule']({ password: PASSWORD });
    await there.handlers['vault.applyCapsule']({ importId, choices: [] });
    const sent: string[] = [];
    const send = withinLimits(
      async ({ url }) => {
        sent.push(url);
        throw new Failure('network.dns', 'sent');
      },
      there.vault,
      () => clock.value,
    );
    const outcome = (url: string) => codeOf(send({ ...SENT, url, connectionId: id }));
    const asToken = (url: string) => codeOf(send({ ...SENT, url, connectionId: 'another', tokenOwnerId: id }));
    return { clock, here, there, id, path, outcome, asToken, sent };
  }

  it('let a connection send to the allowed hosts and to no other', async () => {
    const { outcome, asToken, sent } = await importLimited();
    expect(await outcome(SENT.url)).toBe('network.dns');
    expect(await outcome('https://api.example:8443/x')).toBe('network.dns');
    for (const url of [
      'https://api.example/x',
      'https://evil.example/oauth2/v1/token',
      'https://idcs-1.identity.oraclecloud.com.evil.example/',
      'https://xidcs-1.identity.oraclecloud.com/',
      'http://127.0.0.1/',
    ]) {
      expect(await outcome(url)).toBe('input.host-not-allowed');
      expect(await asToken(url)).toBe('input.host-not-allowed');
    }
    expect(sent).toHaveLength(2);
  });

  it('end its use and the opening of the capsule after the expiry', async () => {
    const { clock, there, outcome } = await importLimited();
    clock.value = 2_000_000;
    expect(await outcome(SENT.url)).toBe('vault.capsule-expired');
    expect(await codeOf(there.handlers['vault.importCapsule']({ password: PASSWORD }))).toBe('vault.capsule-expired');
  });

  it('survive an edit, a copy and a further capsule', async () => {
    const { there, id, path } = await importLimited();
    const stored = readConnection(there.vault, id);
    const limits = { expiresAt: 2_000_000, allowedHosts: ['idcs-1.identity.oraclecloud.com', 'api.example:8443'] };
    expect(stored.limits).toEqual(limits);
    await saveConnection(
      there.ports,
      connectionInput.parse({
        id,
        name: 'renamed',
        clientId: 'client-1',
        domainUrl: 'https://evil.example',
        clientAuth: { method: 'client_secret_basic' },
        grant: { type: 'client_credentials' },
        scope: '',
      }),
    );
    expect(readConnection(there.vault, id).limits).toEqual(limits);
    expect(listConnections(there.vault)[0]?.limits).toEqual(limits);
    there.files.choose(`${path}.further`);
    await there.handlers['vault.exportCapsule']({ password: PASSWORD });
    const third = await makeMachine();
    third.files.choose(`${path}.further`);
    const { importId } = await third.handlers['vault.importCapsule']({ password: PASSWORD });
    await third.handlers['vault.applyCapsule']({ importId, choices: [] });
    expect(readConnection(third.vault, id).limits).toEqual(limits);
  });

  it('hold when the connection is copied, removed and brought back, or the vault goes back to an earlier state', async () => {
    const { there, id } = await importLimited();
    const limits = readConnection(there.vault, id).limits;
    const copy = await duplicateConnection(there.ports, id);
    expect(limitsOf(there.vault, copy.id)).toEqual(limits);
    const removed: RemovedConnections = new Map();
    await removeConnection(there.vault, removed, id);
    await restoreConnection(there.vault, removed, id);
    expect(limitsOf(there.vault, id)).toEqual(limits);
    const { revision } = await there.vault.status();
    await removeConnection(there.vault, removed, id);
    const earlier = (await there.vault.generations()).find((generation) => generation.revision === revision);
    await there.vault.restore({ generation: earlier?.generation ?? '' });
    await there.vault.unlock({ password: 'correct horse' });
    expect(limitsOf(there.vault, id)).toEqual(limits);
  });

  it('of a further capsule cannot widen those of the first, and what both allow stays allowed', async () => {
    const { there, id, path } = await importLimited();
    const further = async (terms: { expiresAt?: number; allowedHosts?: string[] }) => {
      there.files.choose(`${path}.further`);
      await there.handlers['vault.exportCapsule']({ password: PASSWORD, ...terms });
      const third = await makeMachine();
      third.files.choose(`${path}.further`);
      const { importId } = await third.handlers['vault.importCapsule']({ password: PASSWORD });
      await third.handlers['vault.applyCapsule']({ importId, choices: [] });
      return readConnection(third.vault, id).limits;
    };
    const wider = ['idcs-1.identity.oraclecloud.com:443', 'api.example', 'evil.example'];
    expect(await further({ expiresAt: 9_000_000, allowedHosts: wider })).toEqual({
      expiresAt: 2_000_000,
      allowedHosts: ['idcs-1.identity.oraclecloud.com:443', 'api.example:8443'],
    });
    expect((await further({ expiresAt: 1_500_000 }))?.expiresAt).toBe(1_500_000);
  });

  it('are refused when a chosen connection could not keep them', async () => {
    const { folder, files, ports, handlers } = await makeMachine();
    await addConnection(ports);
    files.choose(join(folder, 'x.oavault'));
    const attempt = (allowedHosts: string[], expiresAt = 2_000_000) =>
      codeOf(handlers['vault.exportCapsule']({ password: PASSWORD, allowedHosts, expiresAt }));
    expect(await attempt(['other.example'])).toBe('input.invalid');
    expect(await attempt(['https://idcs-1.identity.oraclecloud.com/x'])).toBe('input.invalid');
    expect(await attempt(['idcs-1.identity.oraclecloud.com'], 1_000_000)).toBe('input.invalid');
    expect(files.shown).toEqual([]);
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
