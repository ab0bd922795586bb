import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { ConnectionInput } from '#contract/connection.ts';
import { createCertificateAuthority } from '../support/certificates.ts';
import { startDesktopSession } from '../support/desktop/desktopSession.ts';
import type { DesktopSession } from '../support/desktop/desktopSession.ts';
import { startNotificationDaemon } from '../support/desktop/notificationDaemon.ts';
import { missingProgram } from '../support/desktop/program.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, lockVault, unlockVault } from '../support/steps.ts';

const DAY_MS = 86_400_000;
const SECRET = 'planted-secret-of-the-notices';

const missing = missingProgram('dbus-run-session', 'dunst', 'gdbus');
test.skip(missing !== undefined, missing);

let desktop: DesktopSession;
test.beforeEach(async () => {
  desktop = await startDesktopSession();
});
test.afterEach(() => desktop.close());

async function save(page: Page, name: string, clientAuth: ConnectionInput['clientAuth']): Promise<void> {
  const outcome = await page.evaluate((connection) => window.grantsmith.connections.save({ connection }), {
    name,
    domainUrl: 'https://idcs-1.identity.oraclecloud.com',
    clientId: 'client-1',
    clientAuth,
    grant: { type: 'client_credentials' as const },
    scope: '',
  });
  expect(outcome).toMatchObject({ ok: true });
}

const secretForDays = (days: number): ConnectionInput['clientAuth'] => ({
  method: 'client_secret_basic',
  secret: SECRET,
  secretExpiresAt: Date.now() + days * DAY_MS,
});

test('the desktop tells once of what is about to expire, in words without a secret, and of nothing while locked', async () => {
  const profile = await makeProfile();
  const daemon = await startNotificationDaemon(desktop);
  const authority = await createCertificateAuthority();
  const { certificate, privateKey } = await authority.issue({ subject: 'robot', purpose: 'client' });
  const { page, close } = await launch({ userData: profile.path, env: desktop.env });
  await createVault(page);
  await save(page, 'Meter reads', { method: 'tls_client_auth', certificate, privateKey });
  await save(page, 'Far away', secretForDays(60));
  await save(page, 'R&D <b>bills</b>', secretForDays(5));
  const soon = [
    { app: 'Grantsmith', title: 'Meter reads: robot', text: 'The certificate expires in 2 days.' },
    { app: 'Grantsmith', title: 'R&D <b>bills</b>', text: 'The client secret expires in 5 days.' },
  ];

  await lockVault(page);
  await daemon.fence();
  const fence = { app: 'a fence of the test', title: 'fence 1', text: 'nothing' };
  expect(daemon.shown()).toEqual([fence]);

  await unlockVault(page);
  await daemon.showed(/bills/);
  expect(daemon.shown()).toEqual([fence, ...soon]);

  // The nearest is told first: when the last one has come, none of those before it will come again.
  await save(page, 'Outage maps', secretForDays(9));
  await lockVault(page);
  await unlockVault(page);
  await daemon.showed(/Outage/);
  const third = { app: 'Grantsmith', title: 'Outage maps', text: 'The client secret expires in 9 days.' };
  expect(daemon.shown()).toEqual([fence, ...soon, third]);
  for (const secret of [SECRET, privateKey.split('\n')[1] ?? '']) {
    expect(daemon.lines().join('\n')).not.toContain(secret);
  }
  await close();
  await profile.remove();
});

test('a desktop without notifications costs nothing: the vault opens, locks and the app ends', async () => {
  const profile = await makeProfile();
  const { page, close, output } = await launch({ userData: profile.path, env: desktop.env });
  await createVault(page);
  await save(page, 'Meter reads', secretForDays(5));
  await lockVault(page);
  await unlockVault(page);
  expect(await page.evaluate(() => window.grantsmith.radar.list())).toMatchObject({
    ok: true,
    value: [{ state: 'soon' }],
  });
  await lockVault(page);
  await close();
  expect(output()).not.toMatch(/Unhandled|uncaught/i);
  await profile.remove();
});
