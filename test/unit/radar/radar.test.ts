import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { putConnection } from '../../../main/core/oauth/connection/connections.ts';
import { putToken } from '../../../main/core/oauth/tokens/storedToken.ts';
import { createRadar } from '../../../main/radar/radar.ts';
import { createRadarNotices } from '../../../main/radar/radarNotices.ts';
import { readCertificateDates } from '../../../main/radar/certificateDates.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { addConnection } from '../../support/connections.ts';
import { readKey } from '../../support/readKey.ts';
import { createMemoryRecords } from '../../support/memoryRecords.ts';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

function make() {
  const records = createMemoryRecords();
  const clock = { now: NOW };
  let ids = 0;
  const ports = { records, now: () => clock.now, newId: () => `id-${(ids += 1)}`, readKey };
  const radar = createRadar({ records, now: ports.now, noticeDays: () => 14 });
  return { records, clock, ports, radar };
}

describe('the radar', () => {
  it('counts down everything that has an end, the nearest first', async () => {
    const { records, ports, radar } = make();
    const secret = 'Secret-of-PROD';
    const connection = await addConnection(ports, {
      clientAuth: { method: 'client_secret_basic', secret, secretExpiresAt: NOW + 10 * DAY },
    });
    await records.transact((tx) => {
      putConnection(tx, { ...connection, id: 'from-capsule', name: 'guest', limits: { expiresAt: NOW - 1 } });
      for (const [id, obtainedAt] of [['old', NOW - 100] as const, ['new', NOW] as const]) {
        putToken(tx, {
          id,
          connectionId: connection.id,
          accessToken: 'x',
          tokenType: 'Bearer',
          expiresAt: obtainedAt + 3_600_000,
          obtainedAt,
          grantType: 'client_credentials',
          refreshCount: 0,
        });
      }
    });
    const items = await radar.list();
    expect(items.map(({ kind, state, label }) => [kind, state, label])).toEqual([
      ['capsule', 'expired', 'guest'],
      ['token', 'fine', 'PROD'],
      ['clientSecret', 'soon', 'guest'],
      ['clientSecret', 'soon', 'PROD'],
    ]);
    expect(items[1]?.expiresAt).toBe(NOW + 3_600_000);
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('sees a change and a removal, and nothing while the vault is locked', async () => {
    const { records, clock, ports, radar } = make();
    const clientAuth = { method: 'none' as const, secretExpiresAt: NOW + 100 * DAY };
    const { id } = await addConnection(ports, { clientAuth });
    expect(await radar.list()).toMatchObject([{ state: 'fine' }]);
    clock.now += 1;
    await addConnection(ports, { id, clientAuth: { ...clientAuth, secretExpiresAt: NOW + DAY } });
    expect(await radar.list()).toMatchObject([{ state: 'soon', expiresAt: NOW + DAY }]);
    await records.transact((tx) => tx.remove(id));
    expect(await radar.list()).toEqual([]);
    records.lock();
    await expect(radar.list()).rejects.toMatchObject({ code: 'vault.locked' });
  });

  it('reads the ends of certificates, and passes over what is none', async () => {
    const { certificate: ca } = await createCertificateAuthority('Trusted here');
    const [first] = readCertificateDates(`junk ${ca} -----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`);
    expect(first?.expiresAt).toBeGreaterThan(Date.now());
    const { ports, radar } = make();
    await addConnection(ports, { tls: { caCertificates: ca } });
    expect(await radar.list()).toMatchObject([{ kind: 'key', label: 'PROD: Trusted here' }]);
  });
});

describe('its notices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tell once of what is near, look again every hour, and stop', async () => {
    const { clock, ports, radar } = make();
    await addConnection(ports, { clientAuth: { method: 'none', secretExpiresAt: NOW + 15 * DAY } });
    const told: string[] = [];
    const notices = createRadarNotices({
      radar,
      now: ports.now,
      isWanted: () => true,
      notify: (title, text) => void told.push(`${title}: ${text}`),
    });
    notices.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([]);
    clock.now += 2 * DAY;
    await vi.advanceTimersByTimeAsync(3_600_000);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(['PROD: The client secret expires in 13 days.']);
    notices.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keep still when they are not wanted and while the vault is locked', async () => {
    const { records, ports, radar } = make();
    await addConnection(ports, { clientAuth: { method: 'none', secretExpiresAt: NOW + DAY } });
    let isWanted = false;
    const notices = createRadarNotices({
      radar,
      now: ports.now,
      isWanted: () => isWanted,
      notify: () => expect.unreachable(),
    });
    await notices.check();
    isWanted = true;
    records.lock();
    await notices.check();
  });
});
