import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { launch, makeProfile } from '../support/launch.ts';
import { answerQuestion, createVault, vaultState } from '../support/steps.ts';

/** Playwright knows no page after one that ended: from here on the window is asked through main. */
const losePage = (app: ElectronApplication, how: 'crash' | 'hang'): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }, chosen) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    const { webContents } = window;
    const left = webContents.getOSProcessId();
    const isReplaced = new Promise<void>((resolve) => {
      webContents.on('dom-ready', () => {
        if (webContents.getOSProcessId() !== left) resolve();
      });
    });
    if (chosen === 'crash') webContents.forcefullyCrashRenderer();
    else {
      void webContents.executeJavaScript('for (;;);');
      // Chromium says this after half a minute of input that is not taken.
      window.emit('unresponsive');
    }
    await isReplaced;
  }, how);

test('a page whose process ends is there again, its vault open; a second time the person is asked', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  let output = '';
  app.process().stdout?.on('data', (part: Buffer) => (output += part.toString()));
  await createVault(page);
  await answerQuestion(app, 'Open it again');

  await losePage(app, 'crash');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  expect(output).not.toContain('question: The window failed again.');

  await losePage(app, 'crash');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  expect(output).toContain('question: The window failed again.');
  await close();
  await profile.remove();
});

test('a page that does not answer is replaced when the person says so', async () => {
  const profile = await makeProfile();
  const { app, page, close } = await launch({ userData: profile.path });
  await createVault(page);
  await answerQuestion(app, 'Start it anew');
  await losePage(app, 'hang');
  await expect.poll(() => vaultState(app)).toBe('unlocked');
  await close();
  await profile.remove();
});
