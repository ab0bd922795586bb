import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { startDesktopSession } from '../support/desktop/desktopSession.ts';
import type { DesktopSession } from '../support/desktop/desktopSession.ts';
import { missingProgram } from '../support/desktop/program.ts';
import { missingPython, startSystemSignals } from '../support/desktop/systemSignals.ts';
import { launch, makeProfile } from '../support/launch.ts';
import { createVault, passMinutes, unlockVault, vaultState } from '../support/steps.ts';

const missing = missingProgram('dbus-run-session') ?? missingPython();
test.skip(missing !== undefined, missing);

let desktop: DesktopSession;
test.beforeEach(async () => {
  desktop = await startDesktopSession();
});
test.afterEach(() => desktop.close());

test('the lock screen, idleness, sleep and the end of the system lock the vault, by the signals that Linux gives', async () => {
  const profile = await makeProfile();
  const signals = await startSystemSignals(desktop);
  const { app, page } = await launch({ userData: profile.path, env: desktop.env });
  await createVault(page);
  const isLocked = (): Promise<void> =>
    expect(page.getByRole('heading', { name: 'Unlock your vault' })).toBeVisible({ timeout: 15_000 });

  await test.step('the screen saver of the desktop, for as long as it is there', async () => {
    signals.tell('lock');
    await isLocked();
    signals.tell('unlock');
    await expect.poll(() => app.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleState(3600))).toBe('active');
    await unlockVault(page);
  });

  await test.step('nobody at the machine: no input in the window, and the count of the display has moved on too', async () => {
    await expect.poll(() => app.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleTime())).toBeGreaterThan(0);
    await app.evaluate(({ powerMonitor }) => {
      const count = powerMonitor.getSystemIdleTime.bind(powerMonitor);
      powerMonitor.getSystemIdleTime = () => count() + 3600;
    });
    // A window of another test that opens or closes under the pointer is input in ours: then the hour begins again.
    await expect
      .poll(async () => {
        // Main collects its garbage after a lock, and with it the answer that the debugger was about to give.
        return passMinutes(app, 60).then(
          () => vaultState(app),
          () => undefined,
        );
      })
      .toBe('locked');
    await isLocked();
    await app.evaluate(({ powerMonitor }) => void Reflect.deleteProperty(powerMonitor, 'getSystemIdleTime'));
    await unlockVault(page);
  });

  await test.step('the system ends, and waits until the vault is shut', async () => {
    const before = await signals.said(/^taken shutdown$/);
    signals.tell('shutdown');
    await signals.said(/^released shutdown$/, before);
    await isLocked();
    await unlockVault(page);
  });

  // Chromium cuts its connections when the machine goes to sleep, that to Playwright too: this comes last.
  await test.step('the system sleeps, and waits until the vault is shut', async () => {
    expect(await vaultState(app)).toBe('unlocked');
    const before = await signals.said(/^taken sleep$/);
    signals.tell('sleep');
    const asleep = await signals.said(/^released sleep$/, before);
    await expect.poll(() => vaultState(app)).toBe('locked');
    signals.tell('wake');
    await signals.said(/^taken sleep$/, asleep);
    expect(await vaultState(app)).toBe('locked');
  });

  const ended = once(app.process(), 'exit');
  await app.evaluate(({ app: electron }) => electron.quit());
  expect(await ended).toEqual([0, null]);
  await profile.remove();
});
