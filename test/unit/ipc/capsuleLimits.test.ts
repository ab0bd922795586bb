import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../main/core/failure.ts';
import type { HttpRequest } from '../../../main/core/http.ts';
import {
  duplicateConnection,
  listConnections,
  readConnection,
  removeConnection,
  restoreConnection,
  saveConnection,
} from '../../../main/core/oauth/connection/connections.ts';
import type { RemovedConnections } from '../../../main/core/oauth/connection/connections.ts';
import { limitsOf, withinLimits } from '../../../main/core/oauth/connection/limits.ts';
import { connectionInput } from '../../../preload/contract/connection.ts';
import { addConnection } from '../../support/connections.ts';
import { PASSWORD, codeOf, makeMachine } from './capsuleMachine.ts';

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
