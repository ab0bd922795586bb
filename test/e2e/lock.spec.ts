import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { commandLines } from '../support/canary.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { answerDialogs, createVault, lockVault, unlockVault } from '../support/steps.ts';

const pageProcess = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

const isAlive = async (pid: number): Promise<boolean> => (await commandLines(pid)).replaceAll('\0', '').trim() !== '';

test('a lock replaces the page and the process that held it', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  const before = await pageProcess(app);
  await lockVault(page);
  expect(await pageProcess(app)).not.toBe(before);
  await expect.poll(() => isAlive(before)).toBe(false);
  await unlockVault(page);
  await lockVault(page);
  await unlockVault(page);
  await close();
  await profile.remove();
});

test('a capsule takes a connection to a second profile, through the dialogs', async () => {
  const first = await makeProfile();
  const second = await makeProfile();
  const path = join(first.path, 'team.oavault');
  const password = 'a password for the capsule';
  const here = await launch({ userData: first.path });
  await createVault(here.page);
  await answerDialogs(here.app, path);
  const exported = await here.page.evaluate(async (capsulePassword) => {
    const { connections, vault } = window.grantsmith;
    await connections.save({
      connection: {
        name: 'Meter reads',
        domainUrl: 'https://idcs-1.identity.oraclecloud.com',
        clientId: 'client-1',
        clientAuth: { method: 'client_secret_basic', secret: 'a secret of the test' },
        grant: { type: 'client_credentials' },
        scope: '',
      },
    });
    return vault.exportCapsule({ password: capsulePassword });
  }, password);
  expect(exported).toEqual({ ok: true, value: { fileName: 'team.oavault', connections: 1 } });
  await here.close();

  const there = await launch({ userData: second.path });
  await createVault(there.page);
  await answerDialogs(there.app, path);
  const imported = await there.page.evaluate(async (capsulePassword) => {
    const { connections, vault } = window.grantsmith;
    const preview = await vault.importCapsule({ password: capsulePassword });
    if (!preview.ok) return preview;
    await vault.applyCapsule({ importId: preview.value.importId, choices: [] });
    const list = await connections.list();
    const id = list.ok ? (list.value[0]?.id ?? '') : '';
    return vault.reveal({ connectionId: id, field: 'clientAuth.secret' });
  }, password);
  expect(imported).toEqual({
    ok: true,
    value: { value: 'a secret of the test', hidesInSeconds: 30, screenCapture: 'not-blocked' },
  });
  await there.close();
  await first.remove();
  await second.remove();
});

test('--self-test prints each check and says by its exit code whether all passed', async () => {
  const profile = await makeProfile();
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(import.meta.dirname, '../../.runtime/electron');
  const args = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile.path}`,
    '--self-test',
  ];
  const { stdout } = await promisify(execFile)(join(folder, 'electron'), args);
  for (const name of ['AES-256-GCM', 'SHA-256', 'HMAC-SHA256', 'HKDF-SHA256', 'Argon2id', 'Disk']) {
    expect(stdout).toMatch(new RegExp(`^ok +${name}: `, 'm'));
  }
  expect(stdout).toMatch(/^self-test: passed$/m);
  await profile.remove();
});

test('a weak password makes no vault, and says what would help', async () => {
  const profile = await makeProfile();
  const { page, close } = await launch({ userData: profile.path });
  const outcome = await page.evaluate(async () => {
    const { vault } = window.grantsmith;
    const strength = await vault.passwordStrength({ password: 'Oracle2026!' });
    const created = await vault.create({ password: 'Oracle2026!', useOsKeyring: false });
    const proof = await window.grantsmith.app.proof();
    return { strength, created, state: proof.ok ? proof.value.vault : undefined };
  });
  expect(outcome.strength).toMatchObject({ ok: true, value: { acceptable: false } });
  expect(outcome.created).toMatchObject({ ok: false, error: { code: 'input.weak-password', field: 'password' } });
  expect(outcome.state).toBeUndefined();
  await close();
  await profile.remove();
});
